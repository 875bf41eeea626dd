from sqlite3.dbapi2 import *
from sqlite3.dbapi2 import Connection as Connection
from sqlite3.dbapi2 import sqlite_version as sqlite_version
