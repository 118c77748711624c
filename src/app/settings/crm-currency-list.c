/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The currencies in use today, with their names in the reader's language. */

#include "config.h"

#include "app/settings/crm-currency-list.h"

#include <locale.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

GStrv
crm_currency_list_dup_codes (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *all = ucurr_openISOCurrencies (UCURR_COMMON | UCURR_NON_DEPRECATED, &status);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  const char *code;

  while (U_SUCCESS (status) && (code = uenum_next (all, NULL, &status)) != NULL)
    g_ptr_array_add (codes, g_strdup (code));
  uenum_close (all);
  g_ptr_array_sort_values (codes, compare);
  g_ptr_array_add (codes, NULL);
  return (GStrv)g_ptr_array_steal (codes, NULL);
}

GStrv
crm_currency_list_dup_names (GStrv codes)
{
  GStrv names = g_new0 (char *, g_strv_length (codes) + 1);
  const char *locale = setlocale (LC_MESSAGES, NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree gunichar2 *wide = g_utf8_to_utf16 (codes[i], -1, NULL, NULL, NULL);
      UErrorCode status = U_ZERO_ERROR;
      int32_t length = 0;
      const UChar *name = ucurr_getName ((const UChar *)wide, locale, UCURR_LONG_NAME, NULL, &length, &status);
      g_autofree char *text = U_SUCCESS (status) ? g_utf16_to_utf8 ((const gunichar2 *)name, length, NULL, NULL, NULL) : NULL;

      names[i] = text != NULL ? g_strdup_printf ("%s – %s", codes[i], text) : g_strdup (codes[i]);
    }
  return names;
}
