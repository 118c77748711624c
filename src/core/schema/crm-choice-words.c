/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words an office has for choices, in place of the program's: "Gold" for the level A. */

#define G_LOG_DOMAIN "crm-schema"

#include "config.h"

#include "core/schema/crm-choice-words.h"

#include "core/schema/crm-schema-customers.h"

#include <string.h>

static GRWLock lock;
static GHashTable *words; /* const CrmChoice * → interned word */
static int n_words;       /* so that who has none does not take the lock */

gboolean
crm_choice_words_allow (const CrmKind *kind, guint field)
{
  return kind == &crm_kind_customer && (field == CRM_CUSTOMER_LEVEL || field == CRM_CUSTOMER_LIFE_CYCLE);
}

char *
crm_choice_words_dup_setting (const CrmKind *kind, guint field, const char *choice)
{
  g_return_val_if_fail (kind != NULL && field < kind->n_fields && choice != NULL, NULL);

  return g_strconcat (CRM_CHOICE_WORDS_PREFIX, kind->name, ".", kind->fields[field].name, ".", choice, NULL);
}

static const CrmChoice *
find_choice (const char *setting)
{
  g_auto (GStrv) parts = g_str_has_prefix (setting, CRM_CHOICE_WORDS_PREFIX) ? g_strsplit (setting + strlen (CRM_CHOICE_WORDS_PREFIX), ".", 3) : NULL;
  const CrmKind *kind = parts != NULL && g_strv_length (parts) == 3 ? crm_kind_find (parts[0]) : NULL;
  int field = kind != NULL ? crm_kind_find_field (kind, parts[1]) : -1;

  if (field < 0 || !crm_choice_words_allow (kind, (guint)field))
    return NULL;
  for (const CrmChoice *choice = kind->fields[field].choices; choice->name != NULL; choice++)
    if (strcmp (choice->name, parts[2]) == 0)
      return choice;
  return NULL;
}

void
crm_choice_words_set (const char *const *settings)
{
  g_autoptr (GHashTable) fresh = g_hash_table_new (NULL, NULL);

  g_return_if_fail (settings != NULL);

  for (guint i = 0; settings[i] != NULL && settings[i + 1] != NULL; i += 2)
    {
      const CrmChoice *choice = *settings[i + 1] != '\0' ? find_choice (settings[i]) : NULL;

      /* Interned: whoever holds a label may hold it for longer than the word is in use. */
      if (choice != NULL)
        g_hash_table_insert (fresh, (gpointer)choice, (gpointer)g_intern_string (settings[i + 1]));
    }
  g_rw_lock_writer_lock (&lock);
  g_clear_pointer (&words, g_hash_table_unref);
  g_atomic_int_set (&n_words, (int)g_hash_table_size (fresh));
  words = g_steal_pointer (&fresh);
  g_rw_lock_writer_unlock (&lock);
}

const char *
crm_choice_words_find (const CrmChoice *choice)
{
  const char *word;

  if (g_atomic_int_get (&n_words) == 0)
    return NULL;
  g_rw_lock_reader_lock (&lock);
  word = g_hash_table_lookup (words, choice);
  g_rw_lock_reader_unlock (&lock);
  return word;
}
