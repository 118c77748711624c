/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The countries, with the codes one calls them by. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-country-list.h"

#include <locale.h>
#include <string.h>
#include <unicode/uloc.h>

/* ITU-T E.164, list of assigned country codes. Of several with one code the largest comes first. */
static const char table[] = "US1 CA1 DO1 PR1 JM1 TT1 BS1 BB1 LC1 GD1 VC1 AG1 DM1 KN1 VI1 BM1 KY1 TC1 VG1 AI1 MS1 SX1 GU1 AS1 MP1 RU7 KZ7 EG20 ZA27 GR30 NL31 BE32 FR33 ES34 HU36 IT39 VA39 RO40 "
                            "CH41 AT43 GB44 GG44 JE44 IM44 DK45 SE46 NO47 SJ47 PL48 DE49 PE51 MX52 CU53 AR54 BR55 CL56 CO57 VE58 MY60 AU61 CX61 CC61 ID62 PH63 NZ64 SG65 TH66 JP81 KR82 VN84 CN86 "
                            "TR90 IN91 PK92 AF93 LK94 MM95 IR98 SS211 MA212 EH212 DZ213 TN216 LY218 GM220 SN221 MR222 ML223 GN224 CI225 BF226 NE227 TG228 BJ229 MU230 LR231 SL232 GH233 NG234 TD235 "
                            "CF236 CM237 CV238 ST239 GQ240 GA241 CG242 CD243 AO244 GW245 IO246 SC248 SD249 RW250 ET251 SO252 DJ253 KE254 TZ255 UG256 BI257 MZ258 ZM260 MG261 RE262 YT262 ZW263 NA264 "
                            "MW265 LS266 BW267 SZ268 KM269 SH290 ER291 AW297 FO298 GL299 GI350 PT351 LU352 IE353 IS354 AL355 MT356 CY357 FI358 AX358 BG359 LT370 LV371 EE372 MD373 AM374 BY375 AD376 "
                            "MC377 SM378 UA380 RS381 ME382 XK383 HR385 SI386 BA387 MK389 CZ420 SK421 LI423 FK500 BZ501 GT502 SV503 HN504 NI505 CR506 PA507 PM508 HT509 GP590 BL590 MF590 BO591 GY592 "
                            "EC593 GF594 PY595 MQ596 SR597 UY598 CW599 BQ599 TL670 NF672 BN673 NR674 PG675 TO676 SB677 VU678 FJ679 PW680 WF681 CK682 NU683 WS685 KI686 NC687 TV688 PF689 TK690 FM691 "
                            "MH692 KP850 HK852 MO853 KH855 LA856 BD880 TW886 MV960 LB961 JO962 SY963 IQ964 KW965 SA966 YE967 OM968 PS970 AE971 IL972 BH973 QA974 BT975 MN976 NP977 TJ992 TM993 AZ994 "
                            "GE995 KG996 UZ998";

static void
clear (gpointer data)
{
  g_free (((CrmCountry *)data)->name);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (((const CrmCountry *)a)->name, ((const CrmCountry *)b)->name);
}

static char *
dup_name (const char *region)
{
  g_autofree char *locale = g_strconcat ("und_", region, NULL);
  gunichar2 wide[128];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uloc_getDisplayCountry (locale, setlocale (LC_MESSAGES, NULL), (UChar *)wide, G_N_ELEMENTS (wide), &status);
  char *name = U_SUCCESS (status) && length > 0 ? g_utf16_to_utf8 (wide, length, NULL, NULL, NULL) : NULL;

  return name != NULL ? name : g_strdup (region);
}

GArray *
crm_country_list_new (void)
{
  GArray *countries = g_array_new (FALSE, TRUE, sizeof (CrmCountry));
  g_auto (GStrv) words = g_strsplit (table, " ", -1);

  g_array_set_clear_func (countries, clear);
  for (guint i = 0; words[i] != NULL; i++)
    {
      CrmCountry country = { 0 };

      memcpy (country.region, words[i], 2);
      g_strlcpy (country.code, words[i] + 2, sizeof country.code);
      country.name = dup_name (country.region);
      g_array_append_val (countries, country);
    }
  g_array_sort (countries, compare);
  return countries;
}

/* Where the table has it. */
static gsize
get_rank (const CrmCountry *country)
{
  char word[8];

  g_snprintf (word, sizeof word, "%s%s", country->region, country->code);
  return (gsize)(strstr (table, word) - table);
}

int
crm_country_list_find (const GArray *countries, const char *region, const char *code)
{
  int best = -1;

  g_return_val_if_fail (countries != NULL && code != NULL, -1);

  for (guint i = 0; i < countries->len; i++)
    {
      const CrmCountry *country = &g_array_index (countries, CrmCountry, i);

      if (strcmp (country->code, code) != 0)
        continue;
      if (g_strcmp0 (country->region, region) == 0)
        return (int)i;
      if (best < 0 || get_rank (country) < get_rank (&g_array_index (countries, CrmCountry, best)))
        best = (int)i;
    }
  return best;
}
