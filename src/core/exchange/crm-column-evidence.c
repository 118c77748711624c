/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of a column tell about how it is written and what it holds. */

#include "core/exchange/crm-column-evidence.h"

#include "core/base/crm-email.h"
#include "core/base/crm-id.h"
#include "core/exchange/crm-import-name.h"

#include <string.h>

/* Looking closely costs microseconds a cell: the first ones tell what a column holds. */
#define MAX_LOOKED_AT 200
#define MAX_SAMPLES   32
#define MAX_DATES     64
#define MAX_DECIDING  64

struct _CrmColumnEvidence
{
  guint64 n_filled;
  guint n_looked_at;
  guint n_emails;
  guint n_phones;
  guint n_webs;
  guint n_ids;
  guint n_companies;
  GPtrArray *samples;
  GPtrArray *dates;    /* the first cells that may be dates in figures */
  GPtrArray *deciding; /* those with a figure above 12 where day and month are confused */
  guint n_short_years;
  guint n_other_dates;
  guint n_points;
  guint n_commas;
};

CrmColumnEvidence *
crm_column_evidence_new (void)
{
  CrmColumnEvidence *self = g_new0 (CrmColumnEvidence, 1);

  self->samples = g_ptr_array_new_with_free_func (g_free);
  self->dates = g_ptr_array_new_with_free_func (g_free);
  self->deciding = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
crm_column_evidence_free (CrmColumnEvidence *self)
{
  g_ptr_array_unref (self->samples);
  g_ptr_array_unref (self->dates);
  g_ptr_array_unref (self->deciding);
  g_free (self);
}

static gboolean
is_phone (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        digits++;
      else if (c >= 0x80 ? c != 0x8f6c : strchr ("+-() ./#x,;", (int)c) == NULL)
        return FALSE;
    }
  return digits >= 7 && digits <= 15 * 3 && strchr (text, '.') == NULL;
}

static gboolean
is_web (const char *text)
{
  const char *dot = strchr (text, '.');

  if (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "www."))
    return TRUE;
  return dot != NULL && dot > text && g_ascii_isalpha (text[strlen (text) - 1]) && strpbrk (text, " ,@()") == NULL && g_ascii_isalpha (dot[1]) && strlen (dot) >= 3;
}

static gboolean
is_email (const char *text)
{
  g_autofree char *address = strchr (text, '@') != NULL ? crm_email_parse (text, NULL) : NULL;

  return address != NULL;
}

/* Reads up to three figures parted by / . or -. Returns how many, 0 for anything else in front. */
static guint
read_figures (const char *text, guint figures[3], gsize lengths[3])
{
  guint n = 0;

  while (n < 3)
    {
      gsize digits = strspn (text, "0123456789");

      if (digits == 0 || digits > 4)
        return n;
      lengths[n] = digits;
      figures[n++] = (guint)g_ascii_strtoull (text, NULL, 10);
      text += digits;
      if (strchr ("/.-", *text) == NULL || *text == '\0')
        return n;
      text++;
    }
  return n;
}

/* 2013-01-01, which has as many digits as a phone number */
static gboolean
is_date_in_figures (const char *text)
{
  guint figures[3];
  gsize lengths[3];

  return read_figures (text, figures, lengths) == 3 && (lengths[0] == 4 || lengths[2] == 4) && figures[1] <= 31 && lengths[1] <= 2;
}

static void
look_at (CrmColumnEvidence *self, const char *text)
{
  CrmId id;

  self->n_looked_at++;
  if (self->samples->len < MAX_SAMPLES)
    g_ptr_array_add (self->samples, g_strdup (text));
  if (is_email (text))
    self->n_emails++;
  else if (crm_id_parse (text, &id))
    self->n_ids++;
  else if (is_phone (text) && !is_date_in_figures (text))
    self->n_phones++;
  else if (is_web (text))
    self->n_webs++;
  else if (crm_import_name_has_form (text))
    self->n_companies++;
}

static void
keep_date (CrmColumnEvidence *self, const char *text)
{
  guint figures[3];
  gsize lengths[3];

  if (strlen (text) > 40 || read_figures (text, figures, lengths) < 3)
    return;
  if (figures[0] + figures[1] + figures[2] == 0)
    return;
  if (lengths[0] <= 3 && lengths[1] <= 2 && lengths[2] <= 2 && figures[0] > 31)
    self->n_short_years++;
  else
    self->n_other_dates++;
  if ((figures[0] > 12 && lengths[0] <= 2) || figures[1] > 12)
    {
      if (self->deciding->len < MAX_DECIDING)
        g_ptr_array_add (self->deciding, g_strdup (text));
    }
  else if (self->dates->len < MAX_DATES)
    g_ptr_array_add (self->dates, g_strdup (text));
}

/* Counts what an amount such as "1.234,50" or "12,5" tells for certain. */
static void
count_marks (CrmColumnEvidence *self, const char *text)
{
  const char *last = NULL;
  gsize n_points = 0, n_commas = 0, digits = 0;

  if (strlen (text) > 40)
    return;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (*p == '.' || *p == ',')
        {
          *(*p == '.' ? &n_points : &n_commas) += 1;
          last = p;
        }
      else if (strchr ("/:@", *p) != NULL)
        return;
    }
  if (last == NULL || digits < 2)
    return;
  digits = strspn (last + 1, "0123456789");
  if ((n_points > 0 && n_commas > 0) || (n_points + n_commas == 1 && digits > 0 && digits != 3))
    *(*last == '.' ? &self->n_points : &self->n_commas) += 1;
  else if (n_points > 1 || n_commas > 1)
    *(*last == '.' ? &self->n_commas : &self->n_points) += 1;
}

void
crm_column_evidence_add (CrmColumnEvidence *self, const char *text)
{
  while (*text == ' ')
    text++;
  if (*text == '\0')
    return;
  self->n_filled++;
  if (self->n_looked_at < MAX_LOOKED_AT)
    look_at (self, text);
  if (g_ascii_isdigit (*text))
    keep_date (self, text);
  if (strpbrk (text, ".,") != NULL)
    count_marks (self, text);
}

guint64
crm_column_evidence_get_n_filled (const CrmColumnEvidence *self)
{
  return self->n_filled;
}

static gboolean
is_most (const CrmColumnEvidence *self, guint n)
{
  return self->n_looked_at > 0 && n * 10 >= self->n_looked_at * 8;
}

gboolean
crm_column_evidence_is_email (const CrmColumnEvidence *self)
{
  return is_most (self, self->n_emails);
}

gboolean
crm_column_evidence_is_phone (const CrmColumnEvidence *self)
{
  return is_most (self, self->n_phones);
}

gboolean
crm_column_evidence_is_web (const CrmColumnEvidence *self)
{
  return is_most (self, self->n_webs);
}

gboolean
crm_column_evidence_is_id (const CrmColumnEvidence *self)
{
  return self->n_looked_at > 0 && self->n_ids == self->n_looked_at;
}

guint
crm_column_evidence_get_company_percent (const CrmColumnEvidence *self)
{
  return self->n_looked_at == 0 ? 0 : self->n_companies * 100 / self->n_looked_at;
}

GPtrArray *
crm_column_evidence_get_samples (const CrmColumnEvidence *self)
{
  return self->samples;
}

CrmDateOrder
crm_column_evidence_find_date_order (const CrmColumnEvidence *self, int this_year)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  g_ptr_array_extend (all, self->deciding, NULL, NULL);
  g_ptr_array_extend (all, self->dates, NULL, NULL);
  return crm_date_detect_order ((const char *const *)all->pdata, all->len, this_year);
}

gboolean
crm_column_evidence_has_short_years_first (const CrmColumnEvidence *self)
{
  return self->n_short_years > 0 && self->n_other_dates == 0;
}

char
crm_column_evidence_find_decimal_mark (const CrmColumnEvidence *self)
{
  if (self->n_points > 0 && self->n_commas == 0)
    return '.';
  if (self->n_commas > 0 && self->n_points == 0)
    return ',';
  return 0;
}
