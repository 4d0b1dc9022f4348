#!/bin/bash
# Read by MySQL's image when its volume is empty: the schema that imported sales are kept in, and its
# account, which may do nothing else. The password by standard input: arguments can be read by others.
docker_process_sql <<SQL
CREATE DATABASE saleslens_imports CHARACTER SET utf8mb4;
CREATE USER 'saleslens_imports'@'%' IDENTIFIED BY '$(cat /run/secrets/mysql_imports_password)';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX ON saleslens_imports.* TO 'saleslens_imports'@'%';
SQL
