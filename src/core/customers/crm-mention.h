/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding which of a customer's people a typed line mentions. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmMentionPerson:
 * @id: (transfer none): what identifies the person, any text
 * @name: (transfer none): the name as it is shown, UTF-8: "单雄信", "Anna Berg"
 */
typedef struct
{
  const char *id;
  const char *name;
} CrmMentionPerson;

/**
 * CrmMention:
 * @person: index in the list of people
 * @start: first byte of the mention
 * @end: the byte behind it
 */
typedef struct
{
  gsize person;
  gsize start;
  gsize end;
} CrmMention;

/**
 * crm_mention_find:
 * @text: the line, UTF-8 of any validity
 * @people: (array length=n_people): the customer's people
 * @n_people: how many
 *
 * A person is mentioned by the whole name, or by a part that is no other's: a word of a name with spaces ("Anna"), the given name of
 * a Chinese name if it has two characters (雄信), its surname with a title (单总, 单经理, 老单). The longest reading of a place
 * counts; words are compared without case but whole, and one of up to three letters, or that is also a common word ("Will"), only with
 * its capital. Two people of one name are mentioned by neither.
 *
 * Returns: (transfer full) (element-type CrmMention): the mentions in the order of the text; a person may occur more than once.
 *   Any thread.
 */
GArray *crm_mention_find (const char *text, const CrmMentionPerson *people, gsize n_people);

G_END_DECLS
