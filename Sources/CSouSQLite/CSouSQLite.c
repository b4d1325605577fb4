#include "CSouSQLite.h"
