/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What duplicates are found by: of one customer all that is compared, made ready. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "core/duplicates/crm-duplicate-card.h"

#include "core/base/crm-pinyin.h"
#include "core/base/crm-text-fold.h"

#include <string.h>

#define TAX_ID_MIN  8
#define LOCAL_MIN   5
#define ADDRESS_MAX 64

/* Providers whose domain says nothing about a customer. */
static const char *const providers[] = {
  "126.com", "139.com", "163.com", "189.cn", "aliyun.com", "aol.com", "bluewin.ch", "foxmail.com", "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net", "googlemail.com",
  "hotmail.co.uk", "hotmail.com", "hotmail.de", "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru", "mailbox.org", "me.com", "msn.com", "naver.com",
  "online.de", "orange.fr", "outlook.com", "outlook.de", "posteo.de", "proton.me", "protonmail.com", "qq.com", "sina.cn", "sina.com", "sohu.com", "t-online.de", "tom.com", "vip.163.com",
  "vip.qq.com", "wanadoo.fr", "web.de", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.com.cn", "yahoo.de", "yahoo.fr", "yandex.ru", "yeah.net", NULL
};

/* Pages on which many have a place of their own. */
static const char *const hosts[] = { "facebook.com", "github.com", "instagram.com", "linkedin.com", "taobao.com", "tmall.com", "weibo.com", "1688.com", "wordpress.com", "youtube.com", "x.com", "twitter.com", NULL };

static const char *const mailboxes[] = { "admin", "accounts", "contact", "hello", "help", "hr", "info", "kontakt", "mail", "marketing", "office", "order", "orders", "post", "reception", "sales", "service", "support", NULL };

CrmDuplicateCard *
crm_duplicate_card_new (const CrmId *id, gboolean is_person, const char *name, const char *alias)
{
  CrmDuplicateCard *card = g_new0 (CrmDuplicateCard, 1);

  if (id != NULL)
    card->id = *id;
  card->is_person = is_person;
  crm_duplicate_name_init (&card->name, name, is_person);
  if (alias != NULL)
    crm_duplicate_name_init (&card->alias, alias, is_person);
  return card;
}

void
crm_duplicate_card_free (CrmDuplicateCard *card)
{
  crm_duplicate_name_clear (&card->name);
  crm_duplicate_name_clear (&card->alias);
  g_clear_pointer (&card->points, g_array_unref);
  g_clear_pointer (&card->people, g_array_unref);
  g_free (card->address);
  g_free (card);
}

/* ── marks ────────────────────────────────────────────────────────────────────────────────── */

static guint64
hash_folded (const char *text, guint *n)
{
  g_auto (CrmTextUnits) units;
  guint64 hash = 0;

  *n = 0;
  crm_text_units_init (&units, text);
  for (gsize i = 0; i < units.n; i++)
    if (units.at[i].class != CRM_TEXT_GAP && units.at[i].class != CRM_TEXT_JOINER)
      {
        hash = crm_duplicate_hash (hash, &units.at[i].c, sizeof (gunichar));
        (*n)++;
      }
  return hash;
}

static guint64
hash_city (const char *text)
{
  g_auto (CrmTextUnits) units;
  g_autofree gunichar *han = NULL;
  g_autofree CrmPinyin *readings = NULL;
  guint64 hash = 0;
  guint n = 0;

  crm_text_units_init (&units, text);
  han = g_new0 (gunichar, units.n + 1);
  readings = g_new0 (CrmPinyin, units.n + 1);
  for (gsize i = 0; i < units.n; i++)
    if (units.at[i].class == CRM_TEXT_HAN)
      han[n++] = units.at[i].c;
    else if (units.at[i].class == CRM_TEXT_LETTER)
      hash = crm_duplicate_hash (hash, &units.at[i].c, 1);
  if (n > 2 && han[n - 1] == 0x5e02) /* 市 */
    n--;
  crm_pinyin_read (han, han, n, CRM_PINYIN_TEXT, readings);
  for (guint i = 0; i < n; i++)
    if (readings[i].n > 0)
      {
        const char *syllable = crm_pinyin_syllable (readings[i].syllables[0]);

        hash = crm_duplicate_hash (hash, syllable, strlen (syllable));
      }
  return hash;
}

void
crm_duplicate_card_set_mark (CrmDuplicateCard *card, CrmDuplicateMark mark, const char *text)
{
  guint n = 0;

  if (text == NULL)
    return;
  card->marks[mark] = mark == CRM_CARD_CITY ? hash_city (text) : hash_folded (text, &n);
  if (mark == CRM_CARD_TAX_ID && n < TAX_ID_MIN)
    card->marks[mark] = 0;
}

/* ── points and people ────────────────────────────────────────────────────────────────────── */

static void
add_point (CrmDuplicateCard *card, CrmDuplicatePointKind kind, const char *text, gsize length)
{
  CrmDuplicatePoint point = { kind, crm_duplicate_hash (crm_duplicate_hash (0, &kind, sizeof kind), text, length) };

  if (card->points == NULL)
    card->points = g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePoint));
  for (guint i = 0; i < card->points->len; i++)
    if (g_array_index (card->points, CrmDuplicatePoint, i).key == point.key)
      return;
  g_array_append_val (card->points, point);
}

static gboolean
is_listed (const char *text, gsize length, const char *const *list)
{
  for (; *list != NULL; list++)
    if (strncmp (text, *list, length) == 0 && (*list)[length] == '\0')
      return TRUE;
  return FALSE;
}

/* The last two parts of a host, or three of such as .com.cn, so that mail.harbour.example is harbour.example. */
static void
add_domain (CrmDuplicateCard *card, const char *host)
{
  gsize length = strcspn (host, "/:?#");
  const char *from = host + length;
  int points = 0;

  if (is_listed (host, length, providers))
    return;
  while (from > host)
    {
      gsize part = 0;

      while (from > host && from[-1] != '.')
        from--, part++;
      points++;
      if (points >= 2 && !(points == 2 && part <= 3))
        break;
      if (from > host)
        from--;
    }
  length -= (gsize)(from - host);
  if (points >= 2 && !is_listed (from, length, hosts) && !is_listed (from, length, providers))
    add_point (card, CRM_CARD_DOMAIN, from, length);
}

static void
add_email (CrmDuplicateCard *card, const char *address)
{
  const char *at = strrchr (address, '@');
  gsize local = at != NULL ? (gsize)(at - address) : 0;

  if (at == NULL)
    return;
  if (is_listed (address, local, mailboxes))
    {
      add_point (card, CRM_CARD_MAILBOX, address, strlen (address));
    }
  else
    {
      add_point (card, CRM_CARD_EMAIL, address, strlen (address));
      if (local >= LOCAL_MIN)
        add_point (card, CRM_CARD_LOCAL, address, local);
    }
  add_domain (card, at + 1);
}

static void
set_address (CrmDuplicateCard *card, const char *text)
{
  g_auto (CrmTextUnits) units;

  if (card->address != NULL || text == NULL)
    return;
  crm_text_units_init (&units, text);
  card->address = g_new0 (gunichar, ADDRESS_MAX);
  for (gsize i = 0; i < units.n && card->n_address < ADDRESS_MAX; i++)
    {
      if (units.at[i].class == CRM_TEXT_GAP || units.at[i].class == CRM_TEXT_JOINER)
        continue;
      card->address[card->n_address++] = units.at[i].c;
      if (units.at[i].class == CRM_TEXT_DIGIT)
        card->address_digits = crm_duplicate_hash (card->address_digits, &units.at[i].c, sizeof (gunichar));
    }
}

void
crm_duplicate_card_add_point (CrmDuplicateCard *card, const char *kind, const char *comparable, const char *text)
{
  g_return_if_fail (card != NULL);

  if (kind == NULL)
    return;
  if (strcmp (kind, "address") == 0)
    set_address (card, text);
  if (comparable == NULL || *comparable == '\0')
    return;
  if (strcmp (kind, "phone") == 0)
    add_point (card, CRM_CARD_PHONE, comparable, strlen (comparable));
  else if (strcmp (kind, "email") == 0)
    add_email (card, comparable);
  else if (strcmp (kind, "web") == 0)
    add_domain (card, comparable);
  else if (strcmp (kind, "address") != 0 && strcmp (kind, "other") != 0)
    {
      g_autofree char *account = g_strdup_printf ("%s\n%s", kind, comparable);

      add_point (card, CRM_CARD_ACCOUNT, account, strlen (account));
    }
}

void
crm_duplicate_card_add_person (CrmDuplicateCard *card, const char *name)
{
  g_auto (CrmDuplicateName) parts = { 0 };
  guint64 hash;

  g_return_if_fail (card != NULL);

  crm_duplicate_name_init (&parts, name, TRUE);
  if (parts.n == 0)
    return;
  if (card->people == NULL)
    card->people = g_array_new (FALSE, FALSE, sizeof (guint64));
  hash = crm_duplicate_hash (0, parts.core, parts.n * sizeof (gunichar));
  g_array_append_val (card->people, hash);
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

/* Which way a key was made, so that keys of one way do not meet those of another. */
typedef enum
{
  BY_CORE,
  BY_SOUND,
  BY_LETTERS,
  BY_WORD,
  BY_WORD_AND_CITY,
  BY_PAIR,
  BY_PAIR_AND_CITY,
  BY_SOUND_AND_CITY,
  BY_EDGE_AND_CITY,
  BY_BIRTHDAY,
  BY_MARK,
  BY_POINT,
  BY_ADDRESS,
} Way;

static guint64
make_key (Way way, guint64 more, const void *bytes, gsize length, gboolean is_rare)
{
  guint64 hash = crm_duplicate_hash (0, &way, sizeof way);

  hash = crm_duplicate_hash (hash, &more, sizeof more);
  hash = crm_duplicate_hash (hash, bytes, length);
  return (hash & ~G_GUINT64_CONSTANT (1)) | (is_rare ? 1 : 0);
}

static void
add_key (GArray *keys, Way way, guint64 more, const void *bytes, gsize length, gboolean is_rare)
{
  guint64 key = make_key (way, more, bytes, length, is_rare);

  g_array_append_val (keys, key);
}

guint64
crm_duplicate_name_get_key (const CrmDuplicateName *name)
{
  return make_key (BY_CORE, name->is_person, name->core, name->n * sizeof (gunichar), FALSE);
}

guint64
crm_duplicate_point_get_key (const CrmDuplicatePoint *point)
{
  return make_key (BY_POINT, point->key, NULL, 0, point->kind < CRM_CARD_DOMAIN);
}

static void
add_han_keys (GArray *keys, const CrmDuplicateName *name, guint64 city)
{
  for (guint i = 0; i + 1 < name->n; i++)
    {
      if (name->is_person)
        break;
      add_key (keys, BY_PAIR, 0, &name->core[i], 2 * sizeof (gunichar), FALSE);
      if (city != 0)
        add_key (keys, BY_PAIR_AND_CITY, city, &name->core[i], 2 * sizeof (gunichar), FALSE);
    }
  if (name->sound == NULL)
    return;
  add_key (keys, BY_SOUND, name->is_person, name->sound, strlen (name->sound), FALSE);
  if (city != 0)
    add_key (keys, BY_SOUND_AND_CITY, city, name->sound, strlen (name->sound), FALSE);
}

/* All characters in one order, whatever that was, so that swapped names meet. */
static guint64
hash_unordered (const CrmDuplicateName *name)
{
  guint64 sum = 0;

  for (guint i = 0; i < name->n; i++)
    if (name->core[i] != ' ')
      sum += crm_duplicate_hash (0, &name->core[i], sizeof (gunichar));
  return sum;
}

static void
add_word_keys (GArray *keys, const CrmDuplicateName *name, guint64 city)
{
  for (guint from = 0, to = 0; to <= name->n; to++)
    {
      if (to < name->n && name->core[to] != ' ')
        continue;
      if (to - from >= 3)
        {
          add_key (keys, BY_WORD, 0, &name->core[from], (to - from) * sizeof (gunichar), FALSE);
          if (city != 0)
            add_key (keys, BY_WORD_AND_CITY, city, &name->core[from], (to - from) * sizeof (gunichar), FALSE);
        }
      from = to + 1;
    }
  if (city != 0 && name->n >= 6)
    {
      add_key (keys, BY_EDGE_AND_CITY, city, name->core, 4 * sizeof (gunichar), FALSE);
      add_key (keys, BY_EDGE_AND_CITY, city + 1, &name->core[name->n - 4], 4 * sizeof (gunichar), FALSE);
    }
}

static void
add_name_keys (GArray *keys, const CrmDuplicateName *name, const CrmDuplicateCard *card)
{
  guint64 city = card->marks[CRM_CARD_CITY], key = crm_duplicate_name_get_key (name);

  if (name->n == 0)
    return;
  g_array_append_val (keys, key);
  add_key (keys, BY_CORE, 2 + hash_unordered (name), NULL, 0, FALSE);
  if (name->letters != NULL)
    add_key (keys, BY_LETTERS, 0, name->letters, strlen (name->letters), FALSE);
  if (name->rotated != NULL && strcmp (name->rotated, name->letters) != 0)
    add_key (keys, BY_LETTERS, 0, name->rotated, strlen (name->rotated), FALSE);
  if (name->is_han)
    add_han_keys (keys, name, city);
  else
    add_word_keys (keys, name, city);
  if (card->birthday > 10000)
    add_key (keys, BY_BIRTHDAY, (guint64)card->birthday, NULL, 0, FALSE);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  guint64 one = *(const guint64 *)a, other = *(const guint64 *)b;

  return one < other ? -1 : one > other;
}

static void
drop_doubles (GArray *keys)
{
  guint n = 0;

  g_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    if (i == 0 || g_array_index (keys, guint64, i) != g_array_index (keys, guint64, n - 1))
      g_array_index (keys, guint64, n++) = g_array_index (keys, guint64, i);
  g_array_set_size (keys, n);
}

GArray *
crm_duplicate_card_list_keys (const CrmDuplicateCard *card)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (guint64));

  add_name_keys (keys, &card->name, card);
  if (card->alias.n > 0)
    add_name_keys (keys, &card->alias, card);
  for (guint i = CRM_CARD_TAX_ID; i <= CRM_CARD_EXTERNAL_ID; i++)
    if (card->marks[i] != 0)
      add_key (keys, BY_MARK, i, &card->marks[i], sizeof card->marks[i], TRUE);
  for (guint i = 0; card->points != NULL && i < card->points->len; i++)
    {
      guint64 key = crm_duplicate_point_get_key (&g_array_index (card->points, CrmDuplicatePoint, i));

      g_array_append_val (keys, key);
    }
  if (card->address_digits != 0)
    add_key (keys, BY_ADDRESS, card->marks[CRM_CARD_CITY], &card->address_digits, sizeof card->address_digits, FALSE);
  drop_doubles (keys);
  return keys;
}
