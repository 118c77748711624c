#pragma once
#include <glib.h>
char *crm_contact_value_normalize (const char *kind, const char *value, const char *calling_code);
