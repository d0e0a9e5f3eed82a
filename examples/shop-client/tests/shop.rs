//! The client with a running shop.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use catchall::{Problem, ResponseError};
use shop::{
    AppError, AuthError, Journal, OrderError, PaymentError, Role, UpstreamError, UserError,
};
use shop_client::{Client, ClientError};
use tokio::sync::oneshot;

/// A running shop, which closes when it is dropped.
struct Shop {
    base: String,
    database: PathBuf,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Shop {
    fn open() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("catchall-shop-client-{}-{count}.db", std::process::id());
        let database = std::env::temp_dir().join(name);
        let _ = std::fs::remove_file(&database);
        let (close, closing) = oneshot::channel();
        let (send_address, address) = mpsc::channel();
        let path = database.clone();
        let thread = thread::spawn(move || {
            let mut runtime = tokio::runtime::Builder::new_current_thread();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                send_address.send(listener.local_addr().unwrap()).unwrap();
                let closing = async { drop(closing.await) };
                let serving = shop::serve(listener, &path, Journal::default(), closing);
                serving.await.unwrap();
            });
        });
        let address = address.recv_timeout(Duration::from_secs(30)).unwrap();
        Self {
            base: format!("http://{address}"),
            database,
            close: Some(close),
            thread: Some(thread),
        }
    }

    fn guest(&self) -> Client {
        Client::new(&self.base)
    }

    fn alice(&self) -> Client {
        self.guest().with_token("alice")
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.close.take().unwrap().send(());
        let closed = self.thread.take().unwrap().join();
        let _ = std::fs::remove_file(&self.database);
        if !thread::panicking() {
            closed.unwrap();
        }
    }
}

/// Returns the shop's error in a response.
#[track_caller]
fn typed<T: std::fmt::Debug>(result: Result<T, ClientError>) -> AppError {
    match result.unwrap_err() {
        ClientError::Response(error) => match *error {
            ResponseError::Typed(error) => error,
            other => panic!("{other:?}"),
        },
        ClientError::Transport(error) => panic!("{error:?}"),
    }
}

/// Returns the problem in a response whose type cannot be read back.
#[track_caller]
fn problem<T: std::fmt::Debug>(result: Result<T, ClientError>) -> Problem {
    match result.unwrap_err() {
        ClientError::Response(error) => match *error {
            ResponseError::Problem(problem) => problem,
            other => panic!("{other:?}"),
        },
        ClientError::Transport(error) => panic!("{error:?}"),
    }
}

#[test]
fn it_works() {
    let shop = Shop::open();
    let alice = shop.guest().user(1).unwrap();
    assert_eq!((&*alice.name, alice.role), ("Alice", Role::Customer));
    let receipt = shop.alice().pay(1, "4242424242424242").unwrap();
    assert_eq!(receipt.order, 1);
}

#[test]
fn an_error_of_the_shop_is_the_same_error_here() {
    let shop = Shop::open();
    let (guest, alice) = (shop.guest(), shop.alice());

    let error = typed(guest.user(99));
    assert!(
        matches!(error, AppError::User(UserError::NotFound { id: 99 })),
        "{error:?}"
    );
    let error = typed(guest.pay(1, "4242424242424242"));
    assert!(
        matches!(error, AppError::Auth(AuthError::NoToken)),
        "{error:?}"
    );
    let error = typed(alice.pay(99, "4242424242424242"));
    assert!(
        matches!(error, AppError::Order(OrderError::NotFound { id: 99 })),
        "{error:?}"
    );
    let error = typed(alice.pay(2, "4242424242424242"));
    assert!(
        matches!(
            error,
            AppError::Payment(PaymentError::AlreadyPaid { order: 2 })
        ),
        "{error:?}"
    );
    match typed(alice.pay(1, "4000000000009995")) {
        AppError::Payment(PaymentError::Declined { reason }) => {
            assert_eq!(reason, "insufficient funds");
        }
        error => panic!("{error:?}"),
    }
    match typed(alice.send::<()>("GET", "/reports/sales", "")) {
        AppError::Auth(AuthError::Forbidden { needed }) => assert_eq!(needed, Role::Admin),
        error => panic!("{error:?}"),
    }
    match typed(guest.send::<()>("POST", "/users", r#"{"name":"","email":"nobody"}"#)) {
        AppError::Invalid { errors } => {
            let pointers = errors.iter().map(|error| error.pointer().to_owned());
            assert_eq!(pointers.collect::<Vec<_>>(), ["#/email", "#/name"]);
        }
        error => panic!("{error:?}"),
    }
}

#[test]
fn a_header_comes_back_as_a_value() {
    let shop = Shop::open();
    let error = shop.alice().pay(1, "4000000000000429").unwrap_err();
    assert!(error.is_retryable());
    match error.shop() {
        Some(AppError::Payment(PaymentError::Upstream(UpstreamError::RateLimited { wait }))) => {
            assert_eq!(*wait, Some(Duration::from_secs(7)));
        }
        _ => panic!("{error:?}"),
    }
}

/// Variants with `client = off`, unmapped variants, and errors that do not belong to the shop.
#[test]
fn what_stays_in_the_shop_is_a_problem() {
    let shop = Shop::open();
    let (guest, alice) = (shop.guest(), shop.alice());
    let not_yours = problem(alice.pay(3, "4242424242424242"));
    assert_eq!(not_yours.status(), 403);
    assert_eq!(not_yours.detail().as_deref(), Some("order 3 is not yours"));
    let alice_again = r#"{"name":"Alice","email":"ALICE@example.com"}"#;
    let taken = problem(guest.send::<()>("POST", "/users", alice_again));
    assert_eq!(taken.status(), 409);
    let ruth = guest.clone().with_token("ruth");
    let bug = problem(ruth.send::<()>("GET", "/reports/sales", ""));
    assert_eq!(bug.status(), 500);
    let no_route = problem(guest.send::<()>("GET", "/nowhere", ""));
    assert_eq!(no_route.status(), 404);
}

#[test]
fn what_is_not_of_the_shop_is_kept() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", proxy.local_addr().unwrap());
    let proxy = thread::spawn(move || {
        let (mut connection, _) = proxy.accept().unwrap();
        let _ = connection.read(&mut [0; 4096]).unwrap();
        let page =
            "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<p>!";
        connection.write_all(page.as_bytes()).unwrap();
    });
    let client = Client::new(base);
    let error = client.user(1).unwrap_err();
    assert!(error.is_retryable() && error.shop().is_none());
    match error {
        ClientError::Response(error) => match *error {
            ResponseError::Foreign(response) => assert_eq!(response.body(), "<p>!"),
            other => panic!("{other:?}"),
        },
        ClientError::Transport(error) => panic!("{error:?}"),
    }
    proxy.join().unwrap();
    let error = client.user(1).unwrap_err();
    assert!(matches!(error, ClientError::Transport(_)), "{error:?}");
}

#[test]
fn the_program_explains_what_is_wrong() {
    let shop = Shop::open();
    let mut program = Command::new(env!("CARGO_BIN_EXE_shop-client"));
    let output = program.arg(&shop.base).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "a user who does not exist: There is no user 99.\n\
         a card that is declined: The bank says: insufficient funds.\n\
         an order that is paid: Order 2 needs no payment.\n\
         a provider that is busy: It did not work: the payment provider wants fewer calls. \
         Try again later.\n"
    );
}
