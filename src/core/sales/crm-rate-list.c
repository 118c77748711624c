/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates as a bank or a spreadsheet lists them. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-rate-list.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/base/crm-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A comma is the separator unless the line has another; then it may be the decimal mark. */
static char **
split (const char *line)
{
  if (strchr (line, '\t') != NULL)
    return g_strsplit (line, "\t", 4);
  if (strchr (line, ';') != NULL)
    return g_strsplit (line, ";", 4);
  return g_strsplit (line, ",", 4);
}

static gboolean
read_line (char **cells, const char *home, int this_year, CrmRateLine *line, GError **error)
{
  g_autofree char *code = NULL;

  if (g_strv_length (cells) != 3)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("It should be a date, a currency and a rate."));
      return FALSE;
    }
  for (guint i = 0; i < 3; i++)
    g_strstrip (cells[i]);
  if (!crm_date_parse (cells[0], CRM_DATE_ORDER_UNKNOWN, this_year, &line->date, error))
    return FALSE;
  code = g_ascii_strup (cells[1], -1);
  if (strlen (code) != 3 || !crm_money_is_currency (code))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the code of a currency, such as CNY or EUR."), cells[1]);
      return FALSE;
    }
  if (g_strcmp0 (code, home) == 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s is your own currency and needs no rate."), code);
      return FALSE;
    }
  memcpy (line->currency, code, sizeof line->currency);
  if (!crm_decimal_parse (cells[2], strchr (cells[2], ',') != NULL && strchr (cells[2], '.') == NULL ? ',' : '.', &line->rate, error))
    return FALSE;
  if (line->rate > 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("An exchange rate is more than nothing."));
  return FALSE;
}

/* A first line without a figure names the columns. */
static gboolean
is_heading (const char *line)
{
  return strpbrk (line, "0123456789") == NULL;
}

gboolean
crm_rate_list_parse (const char *text, const char *home, int this_year, GArray **lines, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (CrmRateLine));
  g_autofree char *valid = NULL;
  g_auto (GStrv) rows = NULL;

  g_return_val_if_fail (text != NULL && lines != NULL, FALSE);

  valid = g_utf8_make_valid (text, -1);
  rows = g_strsplit (g_str_has_prefix (valid, "\xef\xbb\xbf") ? valid + 3 : valid, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_auto (GStrv) cells = NULL;
      CrmRateLine line = { 0 };

      g_strstrip (rows[i]);
      if (*rows[i] == '\0' || (found->len == 0 && is_heading (rows[i])))
        continue;
      cells = split (rows[i]);
      if (!read_line (cells, home, this_year, &line, &local_error))
        {
          /* Translators: which line of a pasted list cannot be read, and why. */
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Line %1$u: %2$s"), i + 1, local_error->message);
          return FALSE;
        }
      g_array_append_val (found, line);
    }
  if (found->len == 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is no rate in the list."));
      return FALSE;
    }
  *lines = g_steal_pointer (&found);
  return TRUE;
}
