/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The countries, with the codes one calls them by. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmCountry:
 * @region: as ISO 3166-1 has it: "CN"
 * @code: as ITU-T E.164 has it, digits: "86"
 * @name: in the language of the program
 */
typedef struct
{
  char region[3];
  char code[4];
  char *name;
} CrmCountry;

/* (transfer full) (element-type CrmCountry): all of them, by name. */
GArray *crm_country_list_new (void);

/**
 * crm_country_list_find:
 * @region: (nullable): the one that is meant where several share the code
 * @code: digits
 *
 * Returns: its index; of several the one most people live in; -1 where no country has it.
 */
int crm_country_list_find (const GArray *countries, const char *region, const char *code);

G_END_DECLS
