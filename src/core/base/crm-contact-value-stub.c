#include "core/base/crm-contact-value.h"
char *
crm_contact_value_normalize (const char *kind, const char *value, const char *calling_code)
{
  return g_utf8_strdown (value, -1);
}
