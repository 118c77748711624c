/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a team's server is, and how to know that it is the one. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmServerAddress:
 * @url: "https://host:port/", always with its final slash; "http" only for this computer
 * @pin: (nullable): SHA-256 of the certificate, 64 lower-case hexadecimal digits: nothing else counts then
 * @ca_file: (nullable): a file of certificates to trust instead of the system's
 */
typedef struct
{
  char *url;
  char *pin;
  char *ca_file;
} CrmServerAddress;

#define CRM_TYPE_SERVER_ADDRESS (crm_server_address_get_type ())

GType crm_server_address_get_type (void);
CrmServerAddress *crm_server_address_copy (const CrmServerAddress *self);
void crm_server_address_free (CrmServerAddress *self);

/**
 * crm_server_address_parse:
 * @text: what somebody typed, pasted or scanned: "office.example", "https://office.example:8443", an invitation
 *   "clientele-join:https://office.example:8443#pin=…"
 * @error: %CRM_ERROR_INVALID, with what is wrong with it
 *
 * Returns: (transfer full): the address.
 */
CrmServerAddress *crm_server_address_parse (const char *text, GError **error);

/**
 * crm_server_address_parse_pin:
 * @text: hexadecimal digits, with or without colons and spaces between them
 *
 * Returns: (transfer full): the pin as it stands in an address, or %NULL when it is none.
 */
char *crm_server_address_parse_pin (const char *text);

/* The pin of a certificate. (transfer full) */
char *crm_server_address_pin_of (GTlsCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerAddress, crm_server_address_free)

G_END_DECLS
