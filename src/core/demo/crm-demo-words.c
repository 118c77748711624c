/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and sentences the demo company is made of. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-words.h"

#include "crm-demo-resources.h"

#include <string.h>

#define MAX_SECTION 64

struct _CrmDemoWords
{
  GPtrArray *texts;     /* of char *: the files, cut up in place */
  GHashTable *sections; /* char * (in texts) → CrmDemoList * */
};

const char *const crm_demo_slot_names[CRM_DEMO_N_SLOTS] = {
  [CRM_DEMO_SLOT_PERSON] = "person",
  [CRM_DEMO_SLOT_HE] = "he",
  [CRM_DEMO_SLOT_HE_CAPITAL] = "He",
  [CRM_DEMO_SLOT_HIM] = "him",
  [CRM_DEMO_SLOT_HIS] = "his",
  [CRM_DEMO_SLOT_COMPANY] = "company",
  [CRM_DEMO_SLOT_CITY] = "city",
  [CRM_DEMO_SLOT_PRODUCT] = "product",
  [CRM_DEMO_SLOT_OTHER] = "other",
  [CRM_DEMO_SLOT_QUANTITY] = "qty",
  [CRM_DEMO_SLOT_PRICE] = "price",
  [CRM_DEMO_SLOT_AMOUNT] = "amount",
  [CRM_DEMO_SLOT_FAIR] = "fair",
  [CRM_DEMO_SLOT_COMPETITOR] = "competitor",
  [CRM_DEMO_SLOT_DEFECT] = "defect",
  [CRM_DEMO_SLOT_REFERRER] = "referrer",
  [CRM_DEMO_SLOT_COLLEAGUE] = "colleague",
  [CRM_DEMO_SLOT_DAYS] = "days",
  [CRM_DEMO_SLOT_WEEKS] = "weeks",
  [CRM_DEMO_SLOT_MONTH] = "month",
  [CRM_DEMO_SLOT_WEEKDAY] = "weekday",
};

static void
list_free (gpointer data)
{
  CrmDemoList *list = data;

  g_array_unref (list->lines);
  g_free (list);
}

static CrmDemoList *
add_section (CrmDemoWords *self, char *line)
{
  CrmDemoList *list = g_new0 (CrmDemoList, 1);

  line[strlen (line) - 1] = '\0';
  list->lines = g_array_new (FALSE, TRUE, sizeof (CrmDemoLine));
  g_hash_table_insert (self->sections, line + 1, list);
  return list;
}

static void
add_line (CrmDemoList *list, char *text)
{
  CrmDemoLine line = { .n_columns = 1 };

  for (guint i = 0; i < CRM_DEMO_MAX_COLUMNS; i++)
    line.columns[i] = "";
  line.columns[0] = text;
  for (char *bar = strchr (text, '|'); bar != NULL && line.n_columns < CRM_DEMO_MAX_COLUMNS; bar = strchr (bar + 1, '|'))
    {
      *bar = '\0';
      line.columns[line.n_columns++] = bar + 1;
    }
  g_array_append_val (list->lines, line);
}

static void
read_file (CrmDemoWords *self, const char *name, const char *language)
{
  g_autofree char *path = g_strdup_printf ("/org/clientele/core/demo/%s-%s.txt", name, language);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_demo_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  CrmDemoList *list = NULL;
  char *text, *next;

  g_assert (bytes != NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_ptr_array_add (self->texts, text);
  for (char *line = text; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (line[0] == '[')
        list = add_section (self, line);
      else if (line[0] != '\0' && line[0] != '#')
        add_line (list, line);
    }
}

CrmDemoWords *
crm_demo_words_new (const char *language)
{
  CrmDemoWords *self = g_new0 (CrmDemoWords, 1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->sections = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, list_free);
  read_file (self, "words", language);
  read_file (self, "stories", language);
  return self;
}

void
crm_demo_words_free (CrmDemoWords *self)
{
  g_hash_table_unref (self->sections);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

const CrmDemoList *
crm_demo_words_find (const CrmDemoWords *self, const char *name, const char *part)
{
  char section[MAX_SECTION];

  if (part == NULL)
    return g_hash_table_lookup (self->sections, name);
  g_snprintf (section, sizeof section, "%s.%s", name, part);
  return g_hash_table_lookup (self->sections, section);
}

char **
crm_demo_words_dup_sections (const CrmDemoWords *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->sections), (GCompareFunc)strcmp);

  for (GList *key = keys; key != NULL; key = key->next)
    g_strv_builder_add (names, key->data);
  return g_strv_builder_end (names);
}

const CrmDemoLine *
crm_demo_list_pick (const CrmDemoList *list, CrmDemoRandom *random)
{
  return &g_array_index (list->lines, CrmDemoLine, crm_demo_random_below (random, list->lines->len));
}

const CrmDemoLine *
crm_demo_words_pick (const CrmDemoWords *self, CrmDemoRandom *random, const char *name, const char *part)
{
  const CrmDemoList *list = crm_demo_words_find (self, name, part);

  if (list == NULL)
    g_error ("The demo words have no section %s.%s", name, part != NULL ? part : "");
  return crm_demo_list_pick (list, random);
}

static const char *
find_slot (const char *name, gsize length, const char *const *slots)
{
  for (guint i = 0; i < CRM_DEMO_N_SLOTS; i++)
    if (strncmp (crm_demo_slot_names[i], name, length) == 0 && crm_demo_slot_names[i][length] == '\0')
      return slots[i];
  return NULL;
}

static void
capitalize_at (GString *text, gsize start)
{
  gunichar first = g_utf8_get_char (text->str + start);
  gunichar capital = g_unichar_toupper (first);
  char buffer[6];
  int length;

  if (capital == first || capital == 0)
    return;
  length = g_unichar_to_utf8 (capital, buffer);
  g_string_erase (text, (gssize)start, g_utf8_skip[(guchar)text->str[start]]);
  g_string_insert_len (text, (gssize)start, buffer, length);
}

void
crm_demo_fill (GString *text, const char *sentence, const char *const slots[CRM_DEMO_N_SLOTS])
{
  gsize start = text->len;
  const char *brace;

  while ((brace = strchr (sentence, '{')) != NULL)
    {
      const char *end = strchr (brace, '}');
      const char *value = end != NULL ? find_slot (brace + 1, (gsize)(end - brace - 1), slots) : NULL;

      if (value == NULL)
        break;
      g_string_append_len (text, sentence, brace - sentence);
      g_string_append (text, value);
      sentence = end + 1;
    }
  g_string_append (text, sentence);
  capitalize_at (text, start);
}
