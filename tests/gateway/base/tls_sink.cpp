#include "tests/gateway/base/tls_sink.hpp"

#include "gateway/base/http_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace base_test {
namespace {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Free<SSL_CTX_free>>;
using Connection = std::unique_ptr<SSL, Free<SSL_free>>;

}  // namespace

struct TlsSink::Identity {
  explicit Identity(std::string const& name) : key(EVP_EC_gen("P-256")), certificate(X509_new()) {
    X509* const made = certificate.get();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, key.get());
    X509_NAME* const subject = X509_get_subject_name(made);
    auto const* const bytes = reinterpret_cast<unsigned char const*>(name.c_str());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, bytes, -1, -1, 0);
    X509_set_issuer_name(made, subject);
    std::string const names = "DNS:" + name;
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(made, extension, -1);
    X509_EXTENSION_free(extension);
    if (X509_sign(made, key.get(), EVP_sha256()) == 0) throw std::runtime_error("no certificate");
  }
  Key key;
  Certificate certificate;
};

TlsSink::TlsSink(std::string const& name, std::string answer) : answer_(std::move(answer)) {
  base::ignore_broken_pipes();  // OpenSSL writes without MSG_NOSIGNAL
  auto identity = std::make_shared<Identity>(name);
  file_ = (std::filesystem::temp_directory_path() / ("saathi-tls-" + std::to_string(::getpid()) + ".pem")).string();
  std::unique_ptr<BIO, Free<BIO_free_all>> const out(BIO_new_file(file_.c_str(), "w"));
  PEM_write_bio_X509(out.get(), identity->certificate.get());
  BIO_flush(out.get());
  thread_ = std::thread([this, identity] { serve(*identity); });
}

TlsSink::~TlsSink() {
  is_over_ = true;
  thread_.join();
  std::filesystem::remove(file_);
}

void TlsSink::serve(Identity const& identity) {
  int accepted = -1;
  while (accepted < 0 && !is_over_) accepted = sink_.accept(10);
  if (accepted < 0) return;
  Context const context(SSL_CTX_new(TLS_server_method()));
  SSL_CTX_use_certificate(context.get(), identity.certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), identity.key.get());
  Connection const connection(SSL_new(context.get()));
  SSL_set_fd(connection.get(), accepted);
  std::array<char, 4096> bytes{};
  std::string request;
  int got = SSL_accept(connection.get());
  // Header and body may come apart; both must be here before the answer, else the close would cut the client short.
  while (got > 0 && (!request.contains("\r\n\r\n") || request.ends_with("\r\n\r\n"))) {
    got = SSL_read(connection.get(), bytes.data(), bytes.size());
    if (got > 0) request.append(bytes.data(), static_cast<std::size_t>(got));
  }
  if (got > 0) {
    ++requests_;
    SSL_write(connection.get(), answer_.data(), static_cast<int>(answer_.size()));
    SSL_shutdown(connection.get());
    while (SSL_read(connection.get(), bytes.data(), bytes.size()) > 0) continue;
  }
  ::close(accepted);
}

}  // namespace base_test
