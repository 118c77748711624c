/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate a server makes for itself, and the pin by which a colleague's device knows it again. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * crm_server_certificate_make:
 * @certificate: the file to write, PEM
 * @key: likewise; for its owner's eyes only
 *
 * A key on the curve P-256 and a certificate that it signed itself, good for twenty years: it is known by its pin, not by its names.
 */
gboolean crm_server_certificate_make (const char *certificate, const char *key, GError **error);

/* The SHA-256 of the certificate as it stands on the wire (DER), in hexadecimal digits. (transfer full) */
char *crm_server_certificate_get_pin (GTlsCertificate *certificate);

/* Whether nobody but itself vouches for it, so that its pin must be known. */
gboolean crm_server_certificate_is_own (GTlsCertificate *certificate);

/**
 * crm_server_invitation:
 * @uri: "https://HOST:PORT"
 * @pin: (nullable): what crm_server_certificate_get_pin() said
 *
 * Returns: (transfer full): the line to give to colleagues, as docs/sync.md describes it.
 */
char *crm_server_invitation (const char *uri, const char *pin);

G_END_DECLS
