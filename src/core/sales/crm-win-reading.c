/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of win probability made from the deals of a file, and its reasons in words. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-win-reading.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_QUARTERS 4

struct _CrmWinReading
{
  CrmWinModel *model;
  CrmRates *rates;
  CrmDate today;
  GPtrArray *words[CRM_WIN_N_FEATURES]; /* (nullable): by number, 0 is not known */
  gint64 limits[N_QUARTERS - 1];        /* home amounts that part the quarters */
};

G_DEFINE_BOXED_TYPE (CrmWinReading, crm_win_reading, crm_win_reading_ref, crm_win_reading_unref)

/* In the order of the features, from the third column on; the amount is two columns. */
static const char columns[] = "d.rowid, d.outcome = 'won', d.source, u.name, d.channel, d.amount, d.amount_currency, c.level, c.industry, c.size,"
                              " d.referrer IS NOT NULL FROM deal d LEFT JOIN customer c ON c.id = d.customer LEFT JOIN user u ON u.id = d.owner";

/* One deal as the features say it, before amounts are put into quarters. */
typedef struct
{
  guint16 values[CRM_WIN_N_FEATURES];
  gint64 amount;
  gboolean has_amount;
  guint8 won;
} Sample;

/* ── features ─────────────────────────────────────────────────────────────────────────────── */

/* The number of a word; one that is new gets the next number while the model is made (@learn), and is unknown afterwards. */
static guint16
number_word (const CrmWinReading *self, CrmWinFeature feature, const char *word, gboolean learn)
{
  GPtrArray *words = self->words[feature];

  if (word == NULL || *word == '\0')
    return 0;
  for (guint i = 1; i < words->len; i++)
    if (strcmp (words->pdata[i], word) == 0)
      return (guint16)i;
  if (!learn || words->len >= G_MAXUINT16)
    return 0;
  g_ptr_array_add (words, g_strdup (word));
  return (guint16)(words->len - 1);
}

static void
read_amount (const CrmWinReading *self, sqlite3_stmt *statement, Sample *sample)
{
  CrmMoney money = { .minor = sqlite3_column_int64 (statement, 5) };

  if (sqlite3_column_type (statement, 5) == SQLITE_NULL)
    return;
  g_strlcpy (money.currency, (const char *)sqlite3_column_text (statement, 6) ?: "", sizeof money.currency);
  sample->has_amount = crm_rates_convert (self->rates, &money, self->today, &sample->amount, NULL);
}

static Sample
read_sample (const CrmWinReading *self, sqlite3_stmt *statement, gboolean learn)
{
  static const struct
  {
    CrmWinFeature feature;
    int column;
  } texts[] = { { CRM_WIN_SOURCE, 2 }, { CRM_WIN_OWNER, 3 }, { CRM_WIN_CHANNEL, 4 }, { CRM_WIN_LEVEL, 7 }, { CRM_WIN_INDUSTRY, 8 }, { CRM_WIN_SIZE, 9 } };
  Sample sample = { .won = (guint8)sqlite3_column_int (statement, 1) };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    sample.values[texts[i].feature] = number_word (self, texts[i].feature, (const char *)sqlite3_column_text (statement, texts[i].column), learn);
  read_amount (self, statement, &sample);
  sample.values[CRM_WIN_REFERRED] = (guint16)(sqlite3_column_int (statement, 10) + 1);
  return sample;
}

static guint16
get_quarter (const CrmWinReading *self, const Sample *sample)
{
  guint16 quarter = 1;

  if (!sample->has_amount)
    return 0;
  for (int i = 0; i < N_QUARTERS - 1; i++)
    quarter += sample->amount > self->limits[i];
  return quarter;
}

/* ── making ───────────────────────────────────────────────────────────────────────────────── */

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static void
find_limits (CrmWinReading *self, GArray *samples)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < samples->len; i++)
    if (g_array_index (samples, Sample, i).has_amount)
      g_array_append_val (amounts, g_array_index (samples, Sample, i).amount);
  g_array_sort (amounts, compare_amounts);
  for (guint i = 0; i < N_QUARTERS - 1 && amounts->len > 0; i++)
    self->limits[i] = g_array_index (amounts, gint64, amounts->len * (i + 1) / N_QUARTERS);
}

static void
make_model (CrmWinReading *self, GArray *samples)
{
  g_autofree guint16 *values = g_new0 (guint16, (gsize)samples->len * CRM_WIN_N_FEATURES + 1);
  g_autofree guint8 *won = g_new0 (guint8, samples->len + 1);
  CrmWinSample sample = { samples->len, CRM_WIN_N_FEATURES, values, won };

  find_limits (self, samples);
  for (guint i = 0; i < samples->len; i++)
    {
      Sample *one = &g_array_index (samples, Sample, i);

      one->values[CRM_WIN_AMOUNT] = get_quarter (self, one);
      memcpy (values + (gsize)i * CRM_WIN_N_FEATURES, one->values, sizeof one->values);
      won[i] = one->won;
    }
  self->model = crm_win_model_new (&sample);
}

static gboolean
read_samples (CrmWinReading *self, CrmConnection *connection, gint64 now, GArray *samples, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s WHERE d.deleted = 0 AND d.outcome IN ('won', 'lost') AND d.customer_deleted IS NULL AND d.closed_at BETWEEN ? AND ? ORDER BY d.closed_at DESC LIMIT %d", columns, CRM_WIN_MAX_DEALS);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, now - CRM_WIN_YEARS * 365 * G_TIME_SPAN_DAY);
  sqlite3_bind_int64 (statement, 2, now);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Sample sample = read_sample (self, statement, TRUE);

      g_array_append_val (samples, sample);
    }
  return step == 0;
}

CrmWinReading *
crm_win_reading_new (CrmConnection *connection, gint64 now, CrmDate today, GError **error)
{
  g_autoptr (CrmWinReading) self = g_atomic_rc_box_new0 (CrmWinReading);
  g_autofree char *home = crm_connection_dup_setting (connection, "currency", NULL);
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (Sample));

  for (int i = 0; i < CRM_WIN_N_FEATURES; i++)
    {
      self->words[i] = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->words[i], NULL);
    }
  self->today = today;
  self->rates = crm_rates_read (connection, home != NULL ? home : "CNY", error);
  if (self->rates == NULL || !read_samples (self, connection, now, samples, error))
    return NULL;
  make_model (self, samples);
  return g_steal_pointer (&self);
}

CrmWinReading *
crm_win_reading_ref (CrmWinReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmWinReading *self = data;

  g_clear_pointer (&self->model, crm_win_model_free);
  g_clear_pointer (&self->rates, crm_rates_unref);
  for (int i = 0; i < CRM_WIN_N_FEATURES; i++)
    g_clear_pointer (&self->words[i], g_ptr_array_unref);
}

void
crm_win_reading_unref (CrmWinReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const CrmWinModel *
crm_win_reading_get_model (const CrmWinReading *self)
{
  return self->model;
}

gboolean
crm_win_reading_estimate (const CrmWinReading *self, CrmConnection *connection, gint64 deal, CrmWinEstimate *estimate, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s WHERE d.rowid = ?", columns);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  Sample sample = { 0 };
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, deal);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    sample = read_sample (self, statement, FALSE);
  sqlite3_reset (statement);
  if (step < 0)
    return FALSE;
  sample.values[CRM_WIN_AMOUNT] = get_quarter (self, &sample);
  return crm_win_model_estimate (self->model, sample.values, estimate);
}

/* ── in words ─────────────────────────────────────────────────────────────────────────────── */

static char *
format_amount (const CrmWinReading *self, gint64 minor)
{
  CrmMoney money = { .minor = minor };

  g_strlcpy (money.currency, crm_rates_get_home (self->rates), sizeof money.currency);
  return crm_money_format (&money, "", money.currency);
}

static char *
describe_quarter (const CrmWinReading *self, guint16 quarter)
{
  g_autofree char *low = quarter > 1 ? format_amount (self, self->limits[quarter - 2]) : NULL;
  g_autofree char *high = quarter < N_QUARTERS ? format_amount (self, self->limits[quarter - 1]) : NULL;

  if (low == NULL)
    return g_strdup_printf (_ ("Amount up to %s"), high);
  if (high == NULL)
    return g_strdup_printf (_ ("Amount above %s"), low);
  return g_strdup_printf (_ ("Amount from %1$s to %2$s"), low, high);
}

static char *
describe_choice (const CrmWinReading *self, const CrmWinReason *reason, const CrmField *field)
{
  const char *word = reason->value < self->words[reason->feature]->len ? self->words[reason->feature]->pdata[reason->value] : "";

  /* Translators: what a deal shares with others: a field and its value: "Source: Referral". */
  return g_strdup_printf (_ ("%1$s: %2$s"), crm_field_get_label (field), field->choices != NULL ? crm_field_get_choice_label (field, word) : word);
}

static char *
describe_value (const CrmWinReading *self, const CrmWinReason *reason)
{
  switch ((CrmWinFeature)reason->feature)
    {
    case CRM_WIN_SOURCE:
      return describe_choice (self, reason, &crm_kind_deal.fields[CRM_DEAL_SOURCE]);
    case CRM_WIN_OWNER:
      return describe_choice (self, reason, &crm_kind_deal.fields[CRM_DEAL_OWNER]);
    case CRM_WIN_CHANNEL:
      return describe_choice (self, reason, &crm_kind_deal.fields[CRM_DEAL_CHANNEL]);
    case CRM_WIN_LEVEL:
      return describe_choice (self, reason, &crm_kind_customer.fields[CRM_CUSTOMER_LEVEL]);
    case CRM_WIN_INDUSTRY:
      return describe_choice (self, reason, &crm_kind_customer.fields[CRM_CUSTOMER_INDUSTRY]);
    case CRM_WIN_SIZE:
      return describe_choice (self, reason, &crm_kind_customer.fields[CRM_CUSTOMER_SIZE]);
    case CRM_WIN_REFERRED:
      return g_strdup (reason->value == 2 ? _ ("Referred by a customer") : _ ("Not referred by a customer"));
    case CRM_WIN_AMOUNT:
    default:
      return describe_quarter (self, reason->value);
    }
}

char *
crm_win_reading_describe (const CrmWinReading *self, const CrmWinReason *reason)
{
  g_autofree char *value = describe_value (self, reason);

  /* Translators: the first is what deals have in common: "Source: Referral". */
  return g_strdup_printf (ngettext ("%1$s – of %2$'u such deal %3$'u was won", "%1$s – of %2$'u such deals %3$'u were won", reason->like.whole), value, reason->like.whole, reason->like.part);
}

char *
crm_win_reading_describe_silence (const CrmWinReading *self)
{
  switch (crm_win_model_get_state (self->model))
    {
    case CRM_WIN_MODEL_TOO_FEW:
      return g_strdup_printf (_ ("An estimate needs at least %1$d won and %1$d lost deals of the last %2$d years."), CRM_WIN_MODEL_MIN_OUTCOMES, CRM_WIN_YEARS);
    case CRM_WIN_MODEL_NO_PATTERN:
      return g_strdup (_ ("What is known of the closed deals does not tell the won from the lost."));
    case CRM_WIN_MODEL_READY:
    default:
      return NULL;
    }
}
