INSERT INTO users (id, name, email, role) VALUES
    (1, 'Alice', 'alice@example.com', 'customer'),
    (2, 'Bob', 'bob@example.com', 'customer'),
    (3, 'Ruth', 'ruth@example.com', 'admin'),
    -- A role that only an older program knew.
    (4, 'Carl', 'carl@example.com', 'clerk');

INSERT INTO tokens (token, user_id) VALUES ('alice', 1), ('bob', 2), ('ruth', 3);

INSERT INTO products (id, name, price, stock) VALUES
    (1, 'Teapot', 4200, 5),
    (2, 'Cup', 900, 12),
    (3, 'Samovar', 31000, 0);

-- The receipt of order 2 is truncated, and its payment was never booked: data that an
-- old bug left behind.
INSERT INTO orders (id, user_id, total, receipt) VALUES
    (1, 1, 4200, NULL),
    (2, 1, 900, '{"order":2,"card":"4242424242424242","am'),
    (3, 2, 1800, NULL),
    (4, 1, 2700, NULL);

INSERT INTO order_items (order_id, product_id, quantity) VALUES (1, 1, 1), (2, 2, 1), (3, 2, 2), (4, 2, 3);

-- Order 4 is paid while other requests still read it as unpaid.
INSERT INTO payments VALUES (4, 'ch_0', 2700);
