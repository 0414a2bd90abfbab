using System.Globalization;
using RepoTickets.Tests.Linearizability;

namespace RepoTickets.Workflows.Tests.Processes;

/// <summary>What one worker said, as operations on the claims of tickets.</summary>
internal sealed class ClaimHistory
{
    /// <summary>What was answered, and writes of which the answer never came.</summary>
    internal List<(TicketId Ticket, TimedOperation<ClaimOperation> Operation)> Operations { get; } = [];

    /// <summary>When a claim began of which the answer never came; null when there is none.</summary>
    internal long? OpenClaim { get; private set; }

    internal static ClaimHistory Parse(IEnumerable<string> lines)
    {
        var history = new ClaimHistory();
        string[]? begun = null;
        foreach (var line in lines.Select(static line => line.Split(' ')))
        {
            if (line[0] == "B")
            {
                begun = line;
                continue;
            }

            history.End(begun!, line);
            begun = null;
        }

        if (begun is not null)
        {
            history.LeaveOpen(begun);
        }

        return history;
    }

    private void End(string[] begun, string[] ended)
    {
        switch (ended)
        {
            case ["E", "GRANTED", var ticket, var token, var time]:
                Operations.Add((TicketId.Parse(ticket), new(new(ClaimCall.Grant, Number(token)), Number(begun[2]), Number(time))));
                break;
            case ["E", "OK" or "LOST", var time]:
                var call = ended[1] == "LOST" ? ClaimCall.Lost : CallOf(begun[1]);
                Operations.Add((TicketId.Parse(begun[2]), new(new(call, Number(begun[3])), Number(begun[4]), Number(time))));
                break;
            default:
                // Nothing was to be had.
                break;
        }
    }

    private void LeaveOpen(string[] begun)
    {
        if (begun is ["B", "CLAIM", var began])
        {
            OpenClaim = Number(began);
            return;
        }

        Operations.Add((TicketId.Parse(begun[2]), new(new(CallOf(begun[1]), Number(begun[3])), Number(begun[4]), null)));
    }

    private static ClaimCall CallOf(string verb) => verb == "DONE" ? ClaimCall.Done : ClaimCall.Write;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
