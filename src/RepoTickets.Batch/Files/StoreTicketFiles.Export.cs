using System.Buffers;
using System.Text;
using System.Text.Json;
using RepoTickets.Batch.Fields;

namespace RepoTickets.Batch.Files;

internal sealed partial class StoreTicketFiles
{
    private const int FlushAt = 256 << 10;

    public ValueTask<ExportResult> ExportAsync(
        TicketQuery query,
        ExportFormat format,
        Stream destination,
        IProgress<ExportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(destination);
        return !Enum.IsDefined(format)
            ? throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.")
            : environment.Telemetry.Operations.RunAsync(
                BatchTelemetry.Export, _ => ExportCoreAsync(query, format, destination, progress, cancellationToken));
    }

    private async ValueTask<ExportResult> ExportCoreAsync(
        TicketQuery query,
        ExportFormat format,
        Stream destination,
        IProgress<ExportProgress>? progress,
        CancellationToken cancellationToken)
    {
        var found = await environment.Store.QueryAsync(query with { CountAll = true }, cancellationToken).ConfigureAwait(false);
        var export = new Export(destination, format);
        var reporter = new ExportReporter(progress, found.Tickets.Count, environment.Logger);
        var done = 0;
        reporter.Report(done);
        export.Begin();
        foreach (var summary in found.Tickets)
        {
            if (format == ExportFormat.Csv)
            {
                export.Write(CsvText.Row(summary));
            }
            else
            {
                await WriteTicketAsync(summary.Id, export, cancellationToken).ConfigureAwait(false);
            }

            await export.FlushAsync(FlushAt, cancellationToken).ConfigureAwait(false);
            reporter.Report(++done);
        }

        export.End();
        await export.FlushAsync(0, cancellationToken).ConfigureAwait(false);
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new(export.Count, found.TotalCount ?? found.Tickets.Count, export.Skipped.ToValueList());
    }

    private async ValueTask WriteTicketAsync(TicketId id, Export export, CancellationToken cancellationToken)
    {
        try
        {
            if (await environment.Store.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } ticket)
            {
                export.Write(Serialize(ticket));
            }
        }
        catch (Exception exception) when (exception is DocumentFaultException or ArgumentException or InvalidOperationException)
        {
            // A number that is none, or half of a surrogate pair, can stand in a file and not in JSON.
            export.Skipped.Add(new(-1, null, DisplayText.Escape(id.Value), "", Planning.Describing.Reason(exception)));
        }
    }

    private static byte[] Serialize(Ticket ticket)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);

        // The default encoder writes everything but plain ASCII as escapes: nothing in it can act on a terminal or in a page.
        using (var writer = new Utf8JsonWriter(buffer))
        {
            TicketFields.Table.Write(writer, ticket);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The file that is being written: each ticket on a line of its own, in every format.</summary>
    private sealed class Export(Stream destination, ExportFormat format)
    {
        private readonly ArrayBufferWriter<byte> _pending = new(FlushAt);

        internal int Count { get; private set; }

        internal List<BatchError> Skipped { get; } = [];

        internal void Begin() => _pending.Write(format switch
        {
            ExportFormat.Json => "["u8,
            ExportFormat.Csv => Encoding.UTF8.GetBytes(CsvText.Header),
            _ => default,
        });

        internal void Write(ReadOnlySpan<byte> ticket)
        {
            _pending.Write(format != ExportFormat.Json ? default : Count == 0 ? "\n"u8 : ",\n"u8);
            _pending.Write(ticket);
            _pending.Write(format == ExportFormat.JsonLines ? "\n"u8 : default);
            Count++;
        }

        internal void End() => _pending.Write(format == ExportFormat.Json ? "\n]\n"u8 : default);

        internal async ValueTask FlushAsync(int threshold, CancellationToken cancellationToken)
        {
            if (_pending.WrittenCount > threshold)
            {
                await destination.WriteAsync(_pending.WrittenMemory, cancellationToken).ConfigureAwait(false);
                _pending.ResetWrittenCount();
            }
        }
    }
}
