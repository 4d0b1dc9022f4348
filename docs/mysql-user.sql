-- The account that Saleslens reads the sales with: one table, nothing but SELECT, only over TLS.
-- Put the host that Saleslens runs on, a password of your own, and your schema and table.
CREATE USER 'saleslens_reader'@'%' IDENTIFIED BY 'change me' REQUIRE SSL;
GRANT SELECT ON shop.platform_sales TO 'saleslens_reader'@'%';
