//! Requests per second over loopback: a bounded number of them, in rounds of all
//! contenders.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;

use catchall_benches::{SERVED, request, router};

use crate::table::Table;

const ROUNDS: usize = 9;
const CONNECTIONS: u32 = 8;
/// Of each connection, in each round.
const REQUESTS: u32 = 1000;
/// A round that takes longer is broken.
const LONGEST: Duration = Duration::from_secs(30);
/// The formatted 404.
const CASE: usize = 1;

/// Requests per second of each round.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    who: &'static str,
    rates: Vec<f64>,
}

/// All contenders, round by round.
///
/// # Errors
///
/// Where a request fails.
pub(crate) fn measure() -> Result<Vec<Measured>> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(async { axum::serve(listener, router()).await });
        let mut measured: Vec<Measured> = std::iter::once("hello")
            .chain(SERVED)
            .map(|who| Measured {
                who,
                rates: Vec::new(),
            })
            .collect();
        for number in 1..=ROUNDS {
            eprintln!("loading, round {number}");
            for one in &mut measured {
                let path = match one.who {
                    "hello" => "/hello".to_owned(),
                    who => format!("/{who}/{CASE}"),
                };
                one.rates
                    .push(timeout(LONGEST, round(address, path)).await??);
            }
        }
        serving.abort();
        Ok(measured)
    })
}

async fn round(address: SocketAddr, path: String) -> Result<f64> {
    let mut connections = JoinSet::new();
    let start = Instant::now();
    for _ in 0..CONNECTIONS {
        let path = path.clone();
        connections.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            request(&mut stream, &path, REQUESTS).await
        });
    }
    let mut finished = 0;
    while let Some(ended) = connections.join_next().await {
        ended??;
        finished += 1;
    }
    ensure!(finished == CONNECTIONS, "connections were lost");
    Ok(f64::from(CONNECTIONS * REQUESTS) / start.elapsed().as_secs_f64())
}

/// How many times the requests of hand-written code in the same round: the
/// median of all rounds, the least and the most.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new(["", "median", "least", "most"]);
    if let Some((by_hand, _)) = measured.split_last() {
        for one in measured {
            let ratios = one.rates.iter().zip(&by_hand.rates);
            let mut ratios: Vec<f64> = ratios.map(|(rate, base)| rate / base).collect();
            ratios.sort_by(f64::total_cmp);
            let at = |place: usize| {
                ratios
                    .get(place)
                    .map_or_else(String::new, |it| format!("{it:.2}"))
            };
            let last = ratios.len().saturating_sub(1);
            table.row([one.who.to_owned(), at(last / 2), at(0), at(last)]);
        }
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_of_the_same_round() {
        let measured = [
            Measured {
                who: "catchall",
                rates: vec![100.0, 300.0, 400.0],
            },
            Measured {
                who: "by-hand",
                rates: vec![100.0, 200.0, 100.0],
            },
        ];
        let text = table(&measured);
        assert!(text.contains("| catchall | 1.50 | 1.00 | 4.00 |"), "{text}");
    }
}
