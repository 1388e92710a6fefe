import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/** Asks veraPDF whether the named files keep PDF/A-2a and PDF/UA-1; a broken rule is printed with how often, and ends it with 1. */
class Validate {
    private static final Map<String, PDFAFlavour> STANDARDS =
            Map.of("PDFA-2A", PDFAFlavour.PDFA_2_A, "PDFUA-1", PDFAFlavour.PDFUA_1);

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int broken = 0;
        for (String file : files) {
            for (Map.Entry<String, PDFAFlavour> standard : new TreeMap<>(STANDARDS).entrySet()) {
                ValidationResult result = validate(file, standard.getKey(), standard.getValue());
                String verdict = result.isCompliant() ? "keeps" : "BREAKS";
                System.out.printf("%s %s %s (%d checks)%n", file, verdict, standard.getKey(), result.getTotalAssertions());
                if (result.isCompliant()) continue;
                broken += 1;
                Map<String, Integer> rules = new TreeMap<>();
                for (TestAssertion one : result.getTestAssertions()) {
                    if (one.getStatus() != TestAssertion.Status.FAILED) continue;
                    String rule = one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage();
                    rules.merge(rule, 1, Integer::sum);
                }
                rules.forEach((rule, times) -> System.out.printf("    %d × %s%n", times, rule));
            }
        }
        System.exit(broken == 0 ? 0 : 1);
    }

    private static ValidationResult validate(String file, String profile, PDFAFlavour standard) throws Exception {
        try (InputStream rules = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + profile + ".xml");
                InputStream bytes = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, standard);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(Profiles.profileFromXml(rules), false)) {
            return validator.validate(parser);
        }
    }
}
