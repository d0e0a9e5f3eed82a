//! The responses of the example.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use catchall::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;
use tonic_types::StatusExt;

#[derive(Clone, PartialEq, prost::Message)]
struct UserId {
    #[prost(uint64, tag = "1")]
    id: u64,
}

#[derive(Clone, PartialEq, prost::Message)]
struct User {
    #[prost(string, tag = "1")]
    name: String,
}

/// The program, killed when it is dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn find(channel: &Channel, id: u64) -> Result<String, Status> {
    let mut client = tonic::client::Grpc::new(channel.clone());
    client.ready().await.expect("a connection");
    let path = PathAndQuery::from_static("/example.Users/Find");
    let codec = ProstCodec::<UserId, User>::default();
    let user = client.unary(Request::new(UserId { id }), path, codec).await;
    Ok(user?.into_inner().name)
}

#[tokio::test]
async fn it_answers_with_users_and_statuses() {
    let mut program = Program(
        Command::new(env!("CARGO_BIN_EXE_hello-tonic"))
            .arg("127.0.0.1:0")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts"),
    );
    let mut line = String::new();
    let output = program.0.stdout.take().expect("its output");
    BufReader::new(output).read_line(&mut line).expect("a line");
    let address = line.split_whitespace().last().expect("an address");
    let channel = Channel::from_shared(format!("http://{address}")).expect("a URI");
    let channel = channel.connect().await.expect("a connection");

    assert_eq!(find(&channel, 1).await.expect("a user"), "Ada");

    let status = find(&channel, 7).await.expect_err("no user");
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.message(), "no user 7");
    let info = status.get_details_error_info().expect("its reason");
    assert_eq!(info.reason, "USER_NOT_FOUND");
    assert_eq!(info.metadata["id"], "7");

    let status = find(&channel, 2).await.expect_err("no file");
    assert_eq!(status.code(), Code::Internal);
    assert_eq!(status.message(), "Internal Server Error");

    let mut errors = program.0.stderr.take().expect("its log");
    drop(program);
    let mut log = String::new();
    errors.read_to_string(&mut log).expect("a log");
    assert!(log.contains("the user file is not readable"), "{log}");
    assert!(log.contains("No such file or directory"), "{log}");
}
