-- Names of a file's columns that stand for no field.
ALTER TABLE saleslens_imports ADD COLUMN not_used MEDIUMTEXT NULL;
