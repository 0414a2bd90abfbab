using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RepoTickets.Mcp.Scope;
using RepoTickets.Workflows;

namespace RepoTickets.Mcp.Tools;

/// <summary>
/// Tools for working on tickets one at a time. The client keeps the claim, holder and token: nothing of it is remembered here, so it
/// outlives this process.
/// </summary>
internal sealed class ClaimTools(TicketDesk desk, IClaims claims, IIdentifierGenerator ids, TimeProvider time)
{
    private const double UsualMinutes = 30;
    private const double LongestMinutes = 30 * 24 * 60;
    private const int MaximumAttempts = TicketStoreExtensions.MaximumAttempts;

    [McpServerTool(
        Name = "claim_next", Title = "Claim the next ticket", ReadOnly = false, Destructive = false, Idempotent = false, OpenWorld = false)]
    [Description(
        "Claims the most urgent ticket that is ready, for you alone among all agents and processes, and answers with a token. Keep " +
        "holder and token: renew_claim, complete_claim and fail_claim ask for them. Answers with action \"nothing_ready\" when there is " +
        "nothing to claim. The ticket's fields stay as they are." + ToolTexts.Data)]
    public async Task<CallToolResult> ClaimNextAsync(
        [Description("Your name, not blank: the same one for everything you do with the claim."), MinLength(1), MaxLength(
            DocumentBounds.TitleLength)] string holder,
        [Description("Only tickets that match this query, as for query_tickets."), MaxLength(
            TicketQuery.MaximumLength)] string? query = null,
        [Description("For how many minutes. When they are over, others may take the ticket. Default 30."), Range(
            0.01, LongestMinutes)] double minutes = UsualMinutes,
        CancellationToken cancellationToken = default)
    {
        var narrowed = desk.Scope.Narrow(ToolArguments.Query(query));
        for (var attempt = 0; attempt < MaximumAttempts; attempt++)
        {
            // Disposing of a claim gives it back: it is kept, for whoever asked for it.
            var claim = await claims.ClaimNextAsync(
                ToolArguments.Holder(holder), narrowed, TimeSpan.FromMinutes(minutes), null, cancellationToken).ConfigureAwait(false);
            if (claim is null)
            {
                break;
            }

            if (await desk.FindAsync(claim.TicketId, cancellationToken).ConfigureAwait(false) is { } ticket)
            {
                return Granted("claimed", claim, ticket);
            }

            // Its labels changed between the choice and the grant: it is not this client's any more.
            await claim.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return ToolResults.Of("claim", static writer =>
        {
            writer.WriteString("action", "nothing_ready");
            writer.WriteNull("id");
        });
    }

    [McpServerTool(
        Name = "renew_claim", Title = "Renew a claim", ReadOnly = false, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description(
        "Lets a claim last longer, counted from now; also one that has run out, as long as nobody took the ticket over. Call it well " +
        "before expires_at.")]
    public async Task<CallToolResult> RenewAsync(
        [Description(ToolTexts.Id)] string id,
        [Description(ToolTexts.Holder)] string holder,
        [Description(ToolTexts.Token)] long token,
        [Description("For how many minutes from now. Default: as long as it was claimed for."), Range(
            0.01, LongestMinutes)] double? minutes = null,
        CancellationToken cancellationToken = default)
    {
        var claim = await desk.ResumeAsync(ToolArguments.Ticket(id), holder, token, cancellationToken).ConfigureAwait(false);
        if (minutes is { } longer)
        {
            await claim.RenewAsync(TimeSpan.FromMinutes(longer), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await claim.RenewAsync(cancellationToken).ConfigureAwait(false);
        }

        return Granted("renewed", claim, await desk.RequireAsync(claim.TicketId, cancellationToken).ConfigureAwait(false));
    }

    [McpServerTool(
        Name = "complete_claim", Title = "Complete a claimed ticket", ReadOnly = false, Destructive = true, Idempotent = false,
        OpenWorld = false)]
    [Description(
        "Ends the work on a claimed ticket as done: closes the ticket, adds the comment and gives the claim back, all in one commit. " +
        "Refused with claim_lost when somebody took the ticket over.")]
    public Task<CallToolResult> CompleteAsync(
        [Description(ToolTexts.Id)] string id,
        [Description(ToolTexts.Holder)] string holder,
        [Description(ToolTexts.Token)] long token,
        [Description("What was done, added as a comment.")] string? comment = null,
        CancellationToken cancellationToken = default) =>
        EndAsync("completed", id, holder, token, TicketStatus.Closed, comment, cancellationToken);

    [McpServerTool(
        Name = "fail_claim", Title = "Give a claimed ticket back", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = false)]
    [Description(
        "Ends the work on a claimed ticket as not done: adds the reason as a comment, sets the status and gives the claim back, all in " +
        "one commit. With status open others, and you, may claim it again at once; with blocked it waits for a person. Refused with " +
        "claim_lost when somebody took the ticket over.")]
    public Task<CallToolResult> FailAsync(
        [Description(ToolTexts.Id)] string id,
        [Description(ToolTexts.Holder)] string holder,
        [Description(ToolTexts.Token)] long token,
        [Description("Why it was not done, for whoever goes on; not blank.")] string reason,
        [Description("open (default) or blocked.")] string status = "open",
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new ToolArgumentException("reason", reason, "It is blank. Say what stood in the way.");
        }

        var next = ToolArguments.Read("status", status, () => TicketStatus.Parse(status.Trim()));
        return next == TicketStatus.Open || next == TicketStatus.Blocked
            ? EndAsync("failed", id, holder, token, next, reason, cancellationToken)
            : throw new ToolArgumentException(
                "status", status, "Work that failed leaves the ticket open or blocked. complete_claim closes it.");
    }

    private async Task<CallToolResult> EndAsync(
        string action, string id, string holder, long token, TicketStatus status, string? comment, CancellationToken cancellationToken)
    {
        var claim = await desk.ResumeAsync(ToolArguments.Ticket(id), holder, token, cancellationToken).ConfigureAwait(false);
        var ticket = await claim.UpdateTicketAsync(
            before =>
            {
                // The labels may have changed since the claim was taken up.
                var current = desk.Scope.Covers(before) ? before : throw new DocumentNotFoundException(before.Key);
                var said = string.IsNullOrWhiteSpace(comment) ? current : current.AddComment(holder, "", comment, ids, time);
                return said with { Status = status };
            },
            release: true,
            cancellationToken).ConfigureAwait(false);
        return ToolResults.OfChange(action, ticket);
    }

    private static CallToolResult Granted(string action, IClaim claim, Ticket ticket) => ToolResults.Of("claim", writer =>
    {
        ChangeJson.Write(writer, action, ticket.Key);
        writer.WriteString("holder", claim.Holder);
        writer.WriteNumber("token", claim.Token);
        writer.WriteString("expires_at", claim.ExpiresAt);
        writer.WriteString("document_version", ticket.Version.ToString());
        writer.WriteStartObject("item");
        TicketJson.WriteSummary(writer, TicketSummary.From(ticket));
        writer.WriteEndObject();
    });
}
