using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets health</c>: whether the store can be worked with.</summary>
internal static class HealthCommand
{
    private const long LittleSpace = 100L << 20;
    private const long LongJournal = 256L << 20;

    private static readonly Option<string> Format = OutputFormat.ForLists();

    private static readonly Listing<HealthFinding> Listing = new(
        "health",
        [
            ("check", static finding => finding.Check),
            ("status", static finding => finding.Status),
            ("message", static finding => finding.Message),
        ],
        static (writer, finding) =>
        {
            writer.WriteString("check", finding.Check);
            writer.WriteString("status", finding.Status);
            writer.WriteString("message", finding.Message);
        })
    {
        IsWhole = true,
    };

    internal static Command Build(CommandFrame frame) => frame.Define(
        "health",
        "Tells whether the store can be worked with: read, written, with enough space. Answers with exit code 5 when something is " +
        "unhealthy; degraded answers with 0.", [Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var findings = new List<HealthFinding>();
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var statistics = await store.GetStatisticsAsync(invocation.CancellationToken).ConfigureAwait(false);
        findings.Add(new("store", HealthFinding.Healthy, $"{Texts.Count(statistics.Total, "ticket")} at position {statistics.Position}"));
        var faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false);
        findings.Add(faults.Count == 0
            ? new("files", HealthFinding.Healthy, "all can be read")
            : new("files", HealthFinding.Degraded, $"{Texts.Count(faults.Count, "file")} cannot be read: 'tickets verify' says why"));
        findings.Add(CheckSpace(invocation.Session));
        findings.Add(await CheckWritingAsync(invocation, store).ConfigureAwait(false));
        findings.Add(CheckJournal(invocation.Session));
        ListPrinter.Print(invocation, invocation.Get(Format)!, Listing, findings, "");
        return findings.Exists(static finding => finding.Status == HealthFinding.Unhealthy) ? ExitCodes.FaultsFound : ExitCodes.Success;
    }

    private static HealthFinding CheckSpace(Session session)
    {
        var free = new DriveInfo(session.TicketsFolder).AvailableFreeSpace;
        return new("space", free < LittleSpace ? HealthFinding.Degraded : HealthFinding.Healthy, $"{free >> 20} MiB free");
    }

    /// <summary>A change set that only asks something writes nothing, and a store that cannot be written refuses it.</summary>
    private static async Task<HealthFinding> CheckWritingAsync(Invocation invocation, ITicketStore store)
    {
        try
        {
            var nobody = new DocumentKey(DocumentKind.Ticket, "HEALTH-PROBE-0");
            await store.CommitAsync(
                new(DocumentChange.Require(nobody, DocumentVersion.None)), invocation.CancellationToken).ConfigureAwait(false);
        }
        catch (VersionConflictException)
        {
            // Somebody has a ticket of this name: the store looked, so it can be written.
        }
        catch (RepoTicketsException exception)
        {
            return new("writing", HealthFinding.Unhealthy, CommandWords.Of(exception.Message));
        }

        return CheckFolder(invocation.Session);
    }

    private static HealthFinding CheckFolder(Session session)
    {
        var probe = Path.Join(session.LocalFolder, $"command-line.{Environment.ProcessId}.probe");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return new("writing", HealthFinding.Healthy, "the folder can be written");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("writing", HealthFinding.Unhealthy, $"the folder cannot be written: {exception.Message}");
        }
    }

    private static HealthFinding CheckJournal(Session session)
    {
        var folder = new DirectoryInfo(Path.Join(session.LocalFolder, "journal"));
        var bytes = folder.Exists ? folder.EnumerateFiles().Sum(static file => file.Length) : 0;
        return new("journal", bytes > LongJournal ? HealthFinding.Degraded : HealthFinding.Healthy, $"{bytes >> 10} KiB");
    }
}
