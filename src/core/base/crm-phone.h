/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers: one form to compare them by, one to show, and whether one can exist. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_PHONE_LENGTH: room for '+', the 15 digits that E.164 allows and a NUL. */
#define CRM_PHONE_LENGTH 17

/**
 * CrmPhone:
 * @number: '+' and digits: the country's calling code and the national number, "+8613800138000"
 * @extension: its digits, or ""
 * @country_digits: how many of @number's digits are the calling code
 * @is_plausible: whether the country has numbers of this length and, where known, of this beginning
 *
 * Two phones are the same if @number and @extension are. A number that is too short for its country (an area code left out, a
 * service such as 95588) is kept under the default calling code, and compares as written.
 */
typedef struct
{
  char number[CRM_PHONE_LENGTH];
  char extension[9];
  int country_digits;
  gboolean is_plausible;
} CrmPhone;

/**
 * crm_phone_parse:
 * @text: what was typed or read from a file, UTF-8 of any validity
 * @calling_code: the office's own calling code, such as "86"
 * @phone: (out): the number
 *
 * Takes off spaces, dashes, points, parentheses, slashes, full-width forms, a label ("Tel:", 电话：), the "tel:" of a link, the international
 * prefix (+, 00, and 011, 010, 0011 at home in +1, +81, +61), the trunk prefix (0; 8 in Russia and Kazakhstan; 06 in
 * Hungary) and "(0)". An extension may follow: "ext. 12", "x12", "#12", "转12", "分机12". A number that begins with @calling_code, and
 * is a number of that country only without it, has it already: "86 138 0013 8000".
 *
 * A table of the calling codes and lengths of the common countries does this, from ITU-T E.164, its list of assigned country codes, and
 * the national numbering plans that the ITU publishes (Operational Bulletin). libphonenumber knows every range of every
 * country, but is a C++ library of 9 MB, and no more than "can this exist" is asked here.
 *
 * Returns: whether @text is a phone number; then look at @is_plausible. Any thread.
 */
gboolean crm_phone_parse (const char *text, const char *calling_code, CrmPhone *phone);

/**
 * crm_phone_format:
 * @phone: a parsed number
 * @calling_code: the office's own calling code
 *
 * Returns: (transfer full): the number in groups: at home "138 0013 8000" and "0379 6555 0131", abroad "+86 379 6555 0131"; an extension as "#12".
 */
char *crm_phone_format (const CrmPhone *phone, const char *calling_code);

/** crm_phone_to_comparable: (transfer full): the number, and "#" with the extension if there is one. */
char *crm_phone_to_comparable (const CrmPhone *phone);

/** crm_phone_equal: whether both reach the same person. */
gboolean crm_phone_equal (const CrmPhone *a, const CrmPhone *b);

G_END_DECLS
