-- The schema that imported sales are kept in (saleslens.imports.mysql.*), and its account: our own
-- tables and nothing else, only over TLS.
-- Put the host that Saleslens runs on and a password of your own.
CREATE DATABASE IF NOT EXISTS saleslens;
CREATE USER 'saleslens_imports'@'%' IDENTIFIED BY 'change me' REQUIRE SSL;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON saleslens.* TO 'saleslens_imports'@'%';
