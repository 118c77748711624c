/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ways to reach a person: what was typed, brought to the form to show and the form to compare, by kind. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmContactValue:
 * @display: the value as it is shown and stored
 * @comparable: the value by which two are the same; never shown
 * @is_valid: whether it can exist; one that cannot is kept as typed, for people write notes into such fields
 */
typedef struct
{
  char *display;
  char *comparable;
  gboolean is_valid;
} CrmContactValue;

/**
 * crm_contact_value_init:
 * @value: (out): to be freed with crm_contact_value_clear ()
 * @kind: "phone", "email", "wechat", "wecom", "qq", "weibo", "web"; any other is kept as typed
 * @text: what was typed or read from a file, UTF-8 of any validity
 * @calling_code: the office's own calling code, such as "86", for phones
 *
 * - phone: crm_phone_parse (); shown as crm_phone_format () writes it at home.
 * - email: crm_email_parse ().
 * - wechat: 6 to 20 letters, digits, - and _ after a letter, or the phone or QQ number that older accounts go by; case does not matter.
 * - wecom: up to 64 letters, digits and -_@. (the account of WeCom's server API); case does not matter.
 * - qq: 5 to 11 digits not beginning with 0; also out of "12345678@qq.com".
 * - weibo: "@name" of 2 to 30 letters, digits, - and _, or weibo.com/u/1234567 by its number.
 * - web: with its scheme, https if none was typed; host in lower case, no default port, no slash at the end. Compared without scheme and "www.".
 *
 * A label in front ("微信：", "QQ:") and full-width forms are taken off. Any thread.
 */
void crm_contact_value_init (CrmContactValue *value, const char *kind, const char *text, const char *calling_code);
void crm_contact_value_clear (CrmContactValue *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmContactValue, crm_contact_value_clear)

G_END_DECLS
