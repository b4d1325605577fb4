#include "CSouMemory.h"
