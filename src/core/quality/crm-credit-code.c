/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unified social credit code of companies in China, which is their tax number as well. */

#include "config.h"

#include "core/quality/crm-credit-code.h"

#include <string.h>

#define LENGTH  18
#define MODULUS 31

/* -1 for a character that is in no code. */
static int
get_value (char c)
{
  static const char characters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const char *place = strchr (characters, g_ascii_toupper (c));

  return c != '\0' && place != NULL ? (int)(place - characters) : -1;
}

CrmCreditCodeProblem
crm_credit_code_check (const char *text)
{
  int values[LENGTH], n = 0, sum = 0, weight = 1;
  gboolean strange = FALSE;

  g_return_val_if_fail (text != NULL, CRM_CREDIT_CODE_LENGTH);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == ' ' || *p == '-')
        continue;
      if (n == LENGTH)
        return CRM_CREDIT_CODE_LENGTH;
      values[n] = get_value (*p);
      strange = strange || values[n] < 0;
      n++;
    }
  if (n != LENGTH)
    return CRM_CREDIT_CODE_LENGTH;
  if (strange)
    return CRM_CREDIT_CODE_CHARACTER;
  for (int i = 0; i < LENGTH - 1; i++)
    {
      sum += values[i] * weight;
      weight = weight * 3 % MODULUS;
    }
  return (MODULUS - sum % MODULUS) % MODULUS == values[LENGTH - 1] ? CRM_CREDIT_CODE_OK : CRM_CREDIT_CODE_CHECK;
}
