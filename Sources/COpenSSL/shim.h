#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

/// What EVP_PKEY_fromdata() takes for a public key; the library has it only as a macro that Swift cannot read.
static inline int tollgate_public_key_selection(void) {
    return EVP_PKEY_PUBLIC_KEY;
}

/// Takes an option away from a context, which the library has only as a macro.
static inline void tollgate_demand_closure(void *context) {
    SSL_CTX_clear_options((SSL_CTX *)context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}

/// Derives a key by scrypt: 1 where it was done. The library takes the parameters as a list that refers to them and to their
/// names, which here live as long as the call.
static inline int tollgate_scrypt(
    const unsigned char *password, size_t password_length, const unsigned char *salt, size_t salt_length, uint64_t n,
    uint32_t r, uint32_t p, uint64_t memory, unsigned char *derived, size_t derived_length) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD, (void *)password, password_length),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_length),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
        OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
        OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF *function = EVP_KDF_fetch(NULL, "SCRYPT", NULL);
    EVP_KDF_CTX *context = EVP_KDF_CTX_new(function);
    EVP_KDF_free(function);
    int result = context == NULL ? 0 : EVP_KDF_derive(context, derived, derived_length, parameters);
    EVP_KDF_CTX_free(context);
    return result;
}
