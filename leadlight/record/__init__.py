"""What happened: the only home of SQLAlchemy. Tables, the unit of work, one repository an aggregate, migrations."""
