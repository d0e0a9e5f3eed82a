//! The service `example.Users`, as it would be generated from a `.proto` file.

use tonic_build::manual::{Builder, Method, Service};

fn main() {
    let find = Method::builder()
        .name("find")
        .route_name("Find")
        .input_type("crate::UserId")
        .output_type("crate::User")
        .codec_path("tonic_prost::ProstCodec")
        .build();
    let users = Service::builder()
        .name("Users")
        .package("example")
        .method(find)
        .build();
    Builder::new().build_client(false).compile(&[users]);
}
