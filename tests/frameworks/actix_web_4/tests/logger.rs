//! An application that logs with the crate `log`. actix-web enables the feature
//! `log` of `tracing`, and there is no `tracing` subscriber.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use actix_web::{App, HttpServer, web};
use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix_web)]
enum AppError {
    #[error("the database is gone")]
    Database(#[from] std::fmt::Error),
    #[error("no such user")]
    #[http(404)]
    NoUser,
}

async fn database() -> Result<&'static str, AppError> {
    Err(std::fmt::Error.into())
}

async fn user() -> Result<&'static str, AppError> {
    Err(AppError::NoUser)
}

#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

#[test]
fn the_logger_of_an_application_gets_its_errors() {
    let pipe = Pipe::default();
    env_logger::Builder::new()
        .parse_filters("logger=debug")
        .target(env_logger::Target::Pipe(Box::new(pipe.clone())))
        .format(|line, record| {
            let (level, target) = (record.level(), record.target());
            writeln!(line, "{level} {target}: {}", record.args())
        })
        .init();

    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let responses = actix_web::rt::System::new().block_on(async {
        let app = || {
            App::new()
                .route("/database", web::get().to(database))
                .route("/user", web::get().to(user))
        };
        let server = HttpServer::new(app).workers(1).disable_signals();
        let server = server.listen(listener).unwrap().run();
        let handle = server.handle();
        let client =
            std::thread::spawn(move || ["/database", "/user"].map(|path| get(address, path)));
        let stopped = async {
            let responses = actix_web::rt::task::spawn_blocking(|| client.join().unwrap());
            let responses = responses.await.unwrap();
            handle.stop(false).await;
            responses
        };
        let server = actix_web::rt::spawn(server);
        let responses = stopped.await;
        server.await.unwrap().unwrap();
        responses
    });

    assert!(responses[0].starts_with("HTTP/1.1 500 "), "{responses:?}");
    assert!(!responses[0].contains("database"), "{responses:?}");
    assert!(responses[1].starts_with("HTTP/1.1 404 "), "{responses:?}");
    let bytes = pipe.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "ERROR logger: request failed http.response.status_code=500 error.type=internal_error \
             exception.type=logger::AppError::Database exception.message=\"the database is gone\" \
             error.source_chain=\"an error occurred when formatting an argument\"",
            "DEBUG logger: request failed http.response.status_code=404 error.type=no_user \
             exception.type=logger::AppError::NoUser exception.message=\"no such user\"",
        ]
    );
}
