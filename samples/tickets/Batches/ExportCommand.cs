using System.CommandLine;
using System.Text;
using RepoTickets.Batch;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Progress;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Tickets;

namespace RepoTickets.CommandLine.Batches;

/// <summary><c>tickets export [QUERY] [--output FILE]</c>: whole tickets, which <c>import</c> takes back.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string?> Query = new("QUERY")
    {
        Description = "Which tickets; without it all.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Target = Options.Text(
        "The file to write; it appears when it is complete. Default: standard output.", "--output", "-o");
    private static readonly Option<string> Format = OutputFormat.Create(OutputFormat.Json, OutputFormat.JsonLines, OutputFormat.Csv);

    internal static Command Build(CommandFrame frame) =>
        frame.Define(
            "export", "Writes whole tickets. JSON and JSON Lines can be imported again; CSV is for people.", [Query, Target, Format],
            RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var query = invocation.Get(Query) is { } text ? TicketQuery.Parse(text) : new TicketQuery();
        if (invocation.Get(Query)?.Contains("limit:", StringComparison.Ordinal) != true)
        {
            query = query with { Take = 1_000_000 };
        }

        var target = invocation.Get(Target) is { } path
            ? WrittenFile.Check(Path.GetFullPath(path, Path.GetFullPath(invocation.Terminal.CurrentFolder)))
            : null;
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        await KnownWords.CheckAsync(invocation, store, query).ConfigureAwait(false);
        var result = target is not null
            ? await ToFileAsync(invocation, query, AtomicFile.FinalTarget(target)).ConfigureAwait(false)
            : await ToOutputAsync(invocation, query).ConfigureAwait(false);
        var faults = await store.GetFaultsAsync(invocation.CancellationToken).ConfigureAwait(false);
        FaultNotes.Write(invocation, faults, "exported");
        foreach (var skipped in result.Skipped)
        {
            invocation.Note($"tickets: not exported: {SafeText.Line(skipped.ToString(), 500)}");
        }

        if (result.Exported + result.Skipped.Count < result.Matching)
        {
            invocation.Note($"tickets: only {result.Exported} of {result.Matching} were exported: the query limits them.");
        }

        if (invocation.Has(Target))
        {
            invocation.Note($"✓ Exported {result.Exported} of {Texts.Count(result.Matching, "ticket")}");
        }

        return result.Skipped.Count + faults.Count > 0 ? ExitCodes.FaultsFound : ExitCodes.Success;
    }

    private static async Task<ExportResult> ToFileAsync(Invocation invocation, TicketQuery query, string path)
    {
        var temporary = Path.Join(Path.GetDirectoryName(path), $".{Path.GetFileName(path)}.{Environment.ProcessId}.partial");
        try
        {
            ExportResult result;
            using (var file = File.Create(temporary))
            {
                result = await invocation.ShowProgressAsync(
                    "exporting",
                    line => ExportAsync(invocation, query, file, line?.For<ExportProgress>(ProgressStep.Of))).ConfigureAwait(false);
            }

            File.Move(temporary, path, overwrite: true);
            return result;
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            throw WrittenFile.Explain(exception, temporary, path);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (WrittenFile.IsRefusal(exception))
        {
            // Where it cannot be removed it could not be made either, or the folder is gone; the first failure is the one to tell.
            return;
        }
    }

    /// <summary>Without progress: the line would stand in what is shown, or over the pager that shows it.</summary>
    private static async Task<ExportResult> ToOutputAsync(Invocation invocation, TicketQuery query)
    {
        var isShown = invocation.Terminal.OutputIsTerminal && invocation.Get(Format) == OutputFormat.Csv;
        if (!isShown && invocation.Terminal.OpenOutputStream is { } open)
        {
            await invocation.Output.FlushAsync(invocation.CancellationToken).ConfigureAwait(false);
            using var stream = open();
            return await ExportAsync(invocation, query, stream, null).ConfigureAwait(false);
        }

        using var memory = new MemoryStream();
        var result = await ExportAsync(invocation, query, memory, null).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(memory.GetBuffer().AsSpan(0, (int)memory.Length));

        // What goes into a file or a pipe is whole; what goes to a terminal must not act on it.
        invocation.Output.Write(
            isShown ? string.Join('\n', text.Split('\n').Select(static line => SafeText.Line(line.TrimEnd('\r')))) : text);
        return result;
    }

    private static async ValueTask<ExportResult> ExportAsync(
        Invocation invocation, TicketQuery query, Stream stream, IProgress<ExportProgress>? progress)
    {
        var files = await invocation.Session.GetFilesAsync(invocation.CancellationToken).ConfigureAwait(false);
        var format = invocation.Get(Format) switch
        {
            OutputFormat.JsonLines => ExportFormat.JsonLines,
            OutputFormat.Csv => ExportFormat.Csv,
            _ => ExportFormat.Json,
        };
        return await files.ExportAsync(query, format, stream, progress, invocation.CancellationToken).ConfigureAwait(false);
    }
}
