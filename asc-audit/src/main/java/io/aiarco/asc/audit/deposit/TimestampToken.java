package io.aiarco.asc.audit.deposit;

import static io.aiarco.asc.audit.format.FormatException.require;

import io.aiarco.asc.audit.format.FormatException;
import io.aiarco.asc.audit.format.LeafHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * A time-stamp response as it was kept beside a log (RFC 3161 section 2.4.2), and whether it holds:
 * the imprint is that of the data, the signer's certificate is for time stamping and leads to a
 * given root at the stamp's own time. Revocation is not asked for: verifying needs no network.
 * Immutable.
 */
public final class TimestampToken {
  private final org.bouncycastle.tsp.TimeStampToken token;

  private TimestampToken(org.bouncycastle.tsp.TimeStampToken token) {
    this.token = token;
  }

  /** Reads DER of a {@code TimeStampResp}. */
  public static TimestampToken parse(byte[] response) throws FormatException {
    try {
      org.bouncycastle.tsp.TimeStampToken token =
          new TimeStampResponse(response).getTimeStampToken();
      require(token != null, "time stamp: no token (expected: a granted response)");
      return new TimestampToken(token);
    } catch (TSPException | IOException | IllegalArgumentException e) {
      throw new FormatException("time stamp: not readable (expected: a TimeStampResp)");
    }
  }

  /** When the authority says to have seen the data. */
  public Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /**
   * Requires that {@code data} was stamped by an authority under one of {@code roots}.
   *
   * @throws FormatException saying why not
   */
  public void requireStamped(byte[] data, Set<X509Certificate> roots) throws FormatException {
    FormatException.require(
        token.getTimeStampInfo().getMessageImprintAlgOID().equals(NISTObjectIdentifiers.id_sha256)
            && Arrays.equals(
                token.getTimeStampInfo().getMessageImprintDigest(), LeafHash.sha256().digest(data)),
        "time stamp: of other bytes (expected: SHA-256 of the checkpoint)");
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      X509Certificate signer = null;
      for (Object each : token.getCertificates().getMatches(null)) {
        X509CertificateHolder holder = (X509CertificateHolder) each;
        certificates.add(certificate(holder.getEncoded()));
        if (token.getSID().match(holder)) {
          signer = certificates.get(certificates.size() - 1);
        }
      }
      if (signer == null) {
        throw new FormatException(
            "time stamp: without its signer's certificate (expected: certReq)");
      }
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signer));
      requirePath(signer, certificates, roots);
    } catch (TSPException
        | OperatorCreationException
        | GeneralSecurityException
        | IOException
        | IllegalArgumentException e) {
      throw new FormatException(
          "time stamp: " + FormatException.shown(String.valueOf(e.getMessage())));
    }
  }

  private void requirePath(
      X509Certificate signer, List<X509Certificate> others, Set<X509Certificate> roots)
      throws GeneralSecurityException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(signer);
    PKIXBuilderParameters path =
        new PKIXBuilderParameters(
            roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()),
            target);
    path.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
    path.setRevocationEnabled(false);
    path.setDate(Date.from(time()));
    CertPathBuilder.getInstance("PKIX").build(path);
  }

  /** The certificates of a PEM or DER file. */
  public static Set<X509Certificate> roots(byte[] file) throws FormatException {
    try {
      Set<X509Certificate> roots =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(file))
              .stream()
              .map(X509Certificate.class::cast)
              .collect(Collectors.toSet());
      require(!roots.isEmpty(), "root certificates: none (expected: PEM or DER)");
      return roots;
    } catch (GeneralSecurityException e) {
      throw new FormatException("root certificates: not readable (expected: PEM or DER)");
    }
  }

  private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
