using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary>How findings look in lists.</summary>
internal static class FindingListing
{
    private static readonly Listing<VerificationFinding> Listing = new(
        "findings",
        [
            ("severity", static finding => Severity(finding)),
            ("code", static finding => finding.Code),
            ("repaired", static finding => finding.Repaired ? "yes" : ""),
            ("path", static finding => finding.Path),
            ("message", static finding => finding.Message),
        ],
        static (writer, finding) =>
        {
            writer.WriteString("severity", Severity(finding));
            writer.WriteString("code", finding.Code);
            writer.WriteBoolean("repaired", finding.Repaired);
            writer.WriteString("path", finding.Path);
            writer.WriteString("message", finding.Message);
        });

    internal static int Print(Invocation invocation, string format, VerificationReport report)
    {
        var checkedDocuments = Texts.Count(report.DocumentsChecked, "document");
        ListPrinter.Print(
            invocation,
            format,
            Listing,
            report.Findings,
            $"✓ {checkedDocuments} checked, nothing found.",
            new() { Summary = $"{checkedDocuments} checked, {Texts.Count(report.Findings.Count, "finding")}", Total = report.DocumentsChecked });
        return report.Findings.Any(static finding => finding is { Severity: FindingSeverity.Error, Repaired: false })
            ? ExitCodes.FaultsFound
            : ExitCodes.Success;
    }

    private static string Severity(VerificationFinding finding) => finding.Severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "information",
    };
}
