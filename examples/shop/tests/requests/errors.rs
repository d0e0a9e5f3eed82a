//! Every kind of error of the shop, as a client sees it and as it is logged.

use catchall::HttpError;
use serde_json::json;
use shop::AppError;
use tracing::Level;
use ureq::http::Request;

use crate::harness::{self, Shop};

#[test]
fn it_works() {
    let shop = Shop::open();

    let account = shop.post("/users", r#"{"name":"Eve","email":"eve@example.com"}"#);
    assert_eq!(account.status, 201);
    let token = account.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(
        shop.get("/users/5").json(),
        json!({"id": 5, "name": "Eve", "email": "eve@example.com", "role": "customer"}),
    );

    assert_eq!(
        shop.get("/products?min_stock=1")
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(shop.get("/products/2").json()["name"], "Cup");

    let items = r#"{"items":[{"product":1,"quantity":1},{"product":2,"quantity":2}]}"#;
    let order = shop.post_as(&token, "/orders", items);
    assert_eq!(order.status, 201);
    assert_eq!(order.json(), json!({"id": 5, "total": 6000}));

    let paid = shop.post_as(
        &token,
        "/orders/5/payment",
        r#"{"card":"4242424242424242"}"#,
    );
    assert_eq!(paid.status, 201);
    assert_eq!(
        paid.json(),
        json!({"order": 5, "amount": 6000, "reference": "ch_1"})
    );
    assert_eq!(shop.get_as(&token, "/orders/5/receipt").json(), paid.json());
}

#[test]
fn a_row_that_is_there_already_is_a_conflict() {
    let shop = Shop::open();
    let answer = shop.post("/users", r#"{"name":"Alice","email":"ALICE@example.com"}"#);
    answer.assert_problem(
        &json!({
            "title": "Conflict", "status": 409,
            "detail": "there is a user with this address",
        }),
        &[],
    );
    let logged = shop.logged();
    assert_eq!(logged.level, Level::DEBUG);
    assert_eq!(
        logged.get("error.source_chain"),
        "UNIQUE constraint failed: users.email: \
         Error code 2067: constraint failed",
    );
}

#[test]
fn a_row_that_is_not_there_is_not_found() {
    let shop = Shop::open();
    shop.get("/products/77").assert_problem(
        &json!({
            "title": "Not Found", "status": 404,
            "detail": "there is nothing here",
        }),
        &[],
    );
    shop.get("/users/99").assert_problem(
        &json!({
            "title": "Not Found", "status": 404,
            "detail": "no user 99", "id": 99,
        }),
        &[],
    );
}

#[test]
fn a_constraint_decides_between_a_conflict_and_a_bad_request() {
    let shop = Shop::open();
    let order = |product: i32| {
        let body = json!({"items": [{"product": product, "quantity": 1}]});
        shop.post_as("alice", "/orders", &body.to_string())
    };
    order(3).assert_problem(
        &json!({
            "title": "Conflict", "status": 409,
            "detail": "fewer are in stock than ordered",
        }),
        &[],
    );
    order(77).assert_problem(
        &json!({
            "title": "Unprocessable Content", "status": 422,
            "detail": "there is no such product",
        }),
        &[],
    );
    let orders = "SELECT count(*) FROM orders";
    let orders: i64 = shop
        .database()
        .query_row(orders, [], |row| row.get(0))
        .unwrap();
    assert_eq!(orders, 4, "neither order is there");
}

#[test]
fn a_locked_database_has_a_retry_after() {
    let shop = Shop::open();
    let other = shop.database();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();

    let answer = shop.get("/products");
    answer.assert_problem(
        &json!({"title": "Service Unavailable", "status": 503}),
        &[("retry-after", "1")],
    );
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::WARN);
    assert!(
        logged
            .get("error.source_chain")
            .starts_with("database is locked")
    );

    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(shop.get("/products").status, 200);
}

#[test]
fn any_other_error_of_the_database_is_a_masked_500() {
    let shop = Shop::open();
    let products = "ALTER TABLE products RENAME TO old_products";
    shop.database().execute_batch(products).unwrap();

    let answer = shop.get("/products");
    answer.assert_problem(
        &json!({"title": "Internal Server Error", "status": 500, "code": "internal_error"}),
        &[],
    );
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::ERROR);
    assert_eq!(logged.get("error.type"), "internal_error");
    assert_eq!(logged.get("exception.type"), "shop::error::AppError::Db");
    assert_eq!(logged.get("exception.message"), "database error");
    assert_eq!(
        logged.get("error.source_chain"),
        "no such table: products: Error code 1: SQL logic error",
    );
}

#[test]
fn the_extractors_keep_their_status_and_their_text() {
    let shop = Shop::open();
    shop.post("/users", r#"{"name": "#).assert_problem(
        &json!({
            "title": "Bad Request", "status": 400, "code": "invalid_json",
            "detail": "Failed to parse the request body as JSON: name: \
                       EOF while parsing a value at line 1 column 9",
        }),
        &[],
    );
    shop.post("/users", r#"{"name": 7}"#).assert_problem(
        &json!({
            "title": "Unprocessable Content", "status": 422, "code": "invalid_body",
            "detail": "Failed to deserialize the JSON body into the target type: \
                       name: invalid type: integer `7`, expected a string at line 1 column 10",
            "errors": [{
                "pointer": "#/name",
                "detail": "invalid type: integer `7`, expected a string at line 1 column 10",
            }],
        }),
        &[],
    );
    let form = Request::post(shop.url("/users")).header("content-type", "text/plain");
    harness::send(form.body("name=Eve".to_owned()).unwrap()).assert_problem(
        &json!({
            "title": "Unsupported Media Type", "status": 415, "code": "unsupported_media_type",
            "detail": "Expected request with `Content-Type: application/json`",
        }),
        &[],
    );
    shop.get("/users/alice").assert_problem(
        &json!({
            "title": "Bad Request", "status": 400, "code": "invalid_path",
            "detail": "Invalid URL: Cannot parse `alice` to a `i64`",
        }),
        &[],
    );
    shop.get("/products?min_stock=many").assert_problem(
        &json!({
            "title": "Bad Request", "status": 400, "code": "invalid_query",
            "detail": "Failed to deserialize query string: \
                       min_stock: invalid digit found in string",
        }),
        &[],
    );
}

#[test]
fn validation_names_every_field() {
    let shop = Shop::open();
    shop.post("/users", r#"{"name":"","email":"nobody"}"#)
        .assert_problem(
            &json!({
                "title": "Unprocessable Content", "status": 422,
                "detail": "some fields are not valid",
                "errors": [
                    {"pointer": "#/email", "detail": "must be an e-mail address", "code": "email"},
                    {"pointer": "#/name", "detail": "must have 1 to 80 characters", "code": "length"},
                ],
            }),
            &[],
        );
    let logged = shop.logged();
    assert_eq!(logged.level, Level::DEBUG);
    assert_eq!(
        logged.get("exception.message"),
        "some fields are not valid: #/email: must be an e-mail address; #/name: must have 1 to 80 characters",
    );
    let items = r#"{"items":[{"product":1,"quantity":1},{"product":2,"quantity":0}]}"#;
    shop.post_as("alice", "/orders", items).assert_problem(
        &json!({
            "title": "Unprocessable Content", "status": 422,
            "detail": "some fields are not valid",
            "errors": [
                {"pointer": "#/items/1/quantity", "detail": "must be from 1 to 99", "code": "range"},
            ],
        }),
        &[],
    );
}

#[test]
fn who_is_unknown_gets_a_challenge_and_who_may_not_gets_none() {
    let shop = Shop::open();
    shop.get("/orders/1").assert_problem(
        &json!({
            "title": "Unauthorized", "status": 401,
            "detail": "send a token: `Authorization: Bearer alice`",
        }),
        &[("www-authenticate", r#"Bearer realm="shop""#)],
    );
    shop.get_as("mallory", "/orders/1").assert_problem(
        &json!({
            "title": "Unauthorized", "status": 401,
            "detail": "this token is not valid",
        }),
        &[(
            "www-authenticate",
            r#"Bearer realm="shop", error="invalid_token""#,
        )],
    );
    shop.get_as("alice", "/reports/sales").assert_problem(
        &json!({
            "title": "Forbidden", "status": 403,
            "detail": "only for the role admin", "needed_role": "admin",
        }),
        &[],
    );
}

#[test]
fn what_is_for_the_log_alone_stays_there() {
    let shop = Shop::open();
    shop.get_as("alice", "/orders/3").assert_problem(
        &json!({
            "title": "Forbidden", "status": 403,
            "detail": "order 3 is not yours",
        }),
        &[],
    );
    assert_eq!(
        shop.logged().get("exception.message"),
        "order 3 belongs to user 2"
    );
}

fn pay(shop: &Shop, order: i64, card: &str) -> harness::Answer {
    let body = json!({"card": card}).to_string();
    shop.post_as("alice", &format!("/orders/{order}/payment"), &body)
}

#[test]
fn a_payment_that_is_refused_has_its_reason() {
    let shop = Shop::open();
    pay(&shop, 1, "4000000000009995").assert_problem(
        &json!({
            "status": 402,
            "detail": "the card was declined: insufficient funds", "reason": "insufficient funds",
        }),
        &[],
    );
    pay(&shop, 2, "4242424242424242").assert_problem(
        &json!({
            "status": 409, "detail": "order 2 is paid", "order": 2,
        }),
        &[],
    );
    let payment = "INSERT INTO payments VALUES (1, 'ch_0', 4200)";
    shop.database().execute_batch(payment).unwrap();
    pay(&shop, 1, "4242424242424242").assert_problem(
        &json!({
            "status": 409, "detail": "the order was paid just now",
        }),
        &[],
    );
}

#[test]
fn a_provider_that_is_slow_is_a_gateway_timeout() {
    let shop = Shop::open();
    let answer = pay(&shop, 1, "4000000000000504");
    answer.assert_problem(&json!({"title": "Gateway Timeout", "status": 504}), &[]);
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::WARN);
    assert_eq!(
        logged.get("exception.message"),
        "the payment provider cannot be called"
    );
    assert_eq!(logged.get("error.source_chain"), "timeout: global");
}

#[test]
fn a_providers_rate_limit_is_passed_on() {
    let shop = Shop::open();
    let answer = pay(&shop, 1, "4000000000000429");
    answer.assert_problem(
        &json!({
            "title": "Service Unavailable", "status": 503,
        }),
        &[("retry-after", "7")],
    );
    assert_eq!(shop.logged_secretly(&answer).level, Level::WARN);
}

#[test]
fn an_invalid_response_of_the_provider_is_a_bad_gateway() {
    let shop = Shop::open();
    let problem = json!({"title": "Bad Gateway", "status": 502});

    let answer = pay(&shop, 1, "4000000000000500");
    answer.assert_problem(&problem, &[]);
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::ERROR);
    assert_eq!(
        logged.get("exception.message"),
        "the payment provider answers 500: \
         panic at ledger.rs:42, key sk_live_51NotForClients, db 10.1.2.3",
    );
    for secret in ["ledger", "sk_live", "10.1.2.3", "panic"] {
        assert!(!answer.body.contains(secret));
    }

    let answer = pay(&shop, 1, "4000000000000200");
    answer.assert_problem(&problem, &[]);
    let logged = shop.logged_secretly(&answer);
    assert_eq!(
        logged.get("error.source_chain"),
        "expected value at line 1 column 1"
    );
}

#[test]
fn a_bug_is_a_masked_500_that_the_log_explains() {
    let shop = Shop::open();
    let problem =
        json!({"title": "Internal Server Error", "status": 500, "code": "internal_error"});

    let answer = shop.get_as("ruth", "/reports/sales");
    answer.assert_problem(&problem, &[]);
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::ERROR);
    assert_eq!(
        logged.get("exception.type"),
        "shop::error::AppError::LedgerMismatch"
    );
    assert_eq!(
        logged.get("exception.message"),
        "orders for 900 are paid, but 2700 is booked",
    );
}

#[test]
fn a_handler_without_an_enum_is_as_safe() {
    let shop = Shop::open();
    shop.get_as("alice", "/orders/1/receipt").assert_problem(
        &json!({
            "title": "Not Found", "status": 404, "code": "order.not_paid",
            "detail": "order 1 is not paid",
        }),
        &[],
    );
    shop.logged();
    shop.get_as("alice", "/orders/3/receipt").assert_problem(
        &json!({
            "title": "Forbidden", "status": 403,
            "detail": "order 3 is not yours",
        }),
        &[],
    );
    shop.logged();

    let answer = shop.get_as("alice", "/orders/2/receipt");
    answer.assert_problem(
        &json!({
            "title": "Internal Server Error", "status": 500, "code": "internal_error",
        }),
        &[],
    );
    let logged = shop.logged_secretly(&answer);
    assert_eq!(logged.level, Level::ERROR);
    assert_eq!(
        logged.get("exception.message"),
        "EOF while parsing a string at line 1 column 40",
    );
    assert_eq!(logged.get("exception.type"), "serde_json::error::Error");
}

#[test]
fn what_the_router_refuses_looks_the_same() {
    let shop = Shop::open();
    shop.get("/nowhere").assert_problem(
        &json!({
            "title": "Not Found", "status": 404, "code": "not_found",
        }),
        &[],
    );
    assert_eq!(shop.logged().level, Level::DEBUG);
    let delete = Request::delete(shop.url("/products")).body(String::new());
    harness::send(delete.unwrap()).assert_problem(
        &json!({
            "title": "Method Not Allowed", "status": 405, "code": "method_not_allowed",
        }),
        &[("allow", "GET,HEAD")],
    );
    assert_eq!(shop.logged().level, Level::DEBUG);
}

#[test]
fn a_client_can_ask_what_may_go_wrong() {
    let shop = Shop::open();
    let errors = shop.get("/errors").json();
    let catalog = AppError::catalog();
    let published: serde_json::Value = serde_json::from_str(&catalog.to_json()).unwrap();
    assert_eq!(errors["problems"], published["problems"]);
    let entry = &catalog.entries()[1];
    let one = shop.get(&format!("/errors/{}", entry.code())).json();
    assert_eq!(one["problems"][0]["description"], entry.description());
}

#[test]
fn the_type_of_an_error_leads_to_its_documentation() {
    let shop = Shop::open();
    let problem = pay(&shop, 1, "4000000000009995").json();
    let uri = problem["type"].as_str().unwrap();
    let path = uri.strip_prefix("https://shop.example").unwrap();
    let (path, fragment) = path.split_once('#').unwrap();
    let browser = Request::get(shop.url(path)).header("accept", "text/html");
    let page = harness::send(browser.body(String::new()).unwrap());
    assert_eq!(page.status, 200);
    let section = format!("<section id=\"{fragment}\">");
    assert!(page.body.contains(&section), "{}", page.body);
    assert!(page.body.contains("<title>Errors of the shop</title>"));
}
