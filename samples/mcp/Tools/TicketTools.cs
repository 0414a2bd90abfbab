using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using RepoTickets.Batch;
using RepoTickets.Mcp.Scope;

namespace RepoTickets.Mcp.Tools;

/// <summary>Tools for one ticket. Names of parameters are what clients see, so they are written as in JSON.</summary>
internal sealed class TicketTools(TicketDesk desk, ITicketFiles files, IIdentifierGenerator ids, TimeProvider time)
{
    private const int UsualText = 20_000;
    private const int UsualList = 50;

    [McpServerTool(Name = "show_ticket", Title = "Show a ticket", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Everything about one ticket, and document_version, which update_ticket expects. Long texts and lists are cut; \"cut\" names " +
        "them, and text_limit and list_limit show more." + ToolTexts.Data)]
    public async Task<CallToolResult> ShowAsync(
        [Description(ToolTexts.Id)] string id,
        [Description("Characters of each text, 100 to 262144. Default 20000."), Range(
            100, DocumentBounds.TextLength)] int text_limit = UsualText,
        [Description("Items of each list, the newest, 1 to 10000. Default 50."), Range(
            1, DocumentBounds.ListCount)] int list_limit = UsualList,
        CancellationToken cancellationToken = default)
    {
        var (ticket, exported) = await ReadAsync(ToolArguments.Ticket(id), cancellationToken).ConfigureAwait(false);
        var links = await VisibleLinks.OfAsync(desk, ticket, cancellationToken).ConfigureAwait(false);
        return ToolResults.Of("ticket", writer =>
        {
            var bounded = new BoundedJson(text_limit, list_limit);
            writer.WriteString("document_version", ticket.Version.ToString());
            writer.WriteStartObject("item");
            foreach (var member in exported.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                bounded.Write(writer, member.Name, links.Replace(member));
            }

            writer.WriteEndObject();
            bounded.WriteCuts(writer);
        });
    }

    [McpServerTool(
        Name = "create_ticket", Title = "Create a ticket", ReadOnly = false, Destructive = false, Idempotent = false, OpenWorld = false)]
    [Description(
        "Creates a ticket and answers with its identifier, which is made of the title's first word. Search first: calling this twice " +
        "makes two tickets.")]
    public async Task<CallToolResult> CreateAsync(
        [Description("What it is about, one line of at most 1000 characters.")] string title,
        [Description("The whole story; may have several lines.")] string? description = null,
        [Description(ToolTexts.Priority)] string? priority = null,
        [Description("Who works on it.")] string? assignee = null,
        [Description("Its labels."), MaxLength(100)] string[]? labels = null,
        [Description("Estimated hours, 0 or more.")] double? estimated_hours = null,
        [Description("Story points, 0 or more."), Range(0, int.MaxValue)] int? story_points = null,
        CancellationToken cancellationToken = default)
    {
        var fields = new TicketFields
        {
            Title = title,
            Description = description,
            Priority = priority,
            Assignee = assignee,
            Labels = labels,
            EstimatedHours = estimated_hours,
            StoryPoints = story_points,
        };
        var configuration = await desk.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var origin = await desk.Store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var ticket = new Ticket
        {
            Title = title,
            Status = configuration.DefaultStatus,
            Reporter = origin.UserName,
            ReporterEmail = origin.UserEmail,
            Branch = origin.Branch,
        };
        var changes = new ChangeSet(DocumentChange.Create(Apply(fields, ticket, configuration))) { Source = TicketDesk.Source };
        var result = await desk.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        return ToolResults.OfChange("created", (Ticket)result.Documents[0]!);
    }

    [McpServerTool(
        Name = "update_ticket", Title = "Change a ticket", ReadOnly = false, Destructive = true, Idempotent = true, OpenWorld = false)]
    [Description(
        "Changes fields of a ticket; what is not given stays. Refused with version_conflict when somebody changed the ticket since " +
        "expected_version: show it again and decide anew. With holder and token it is also refused when that claim was lost.")]
    public async Task<CallToolResult> UpdateAsync(
        [Description(ToolTexts.Id)] string id,
        [Description("document_version as show_ticket or the last change answered it.")] string expected_version,
        [Description("A new title.")] string? title = null,
        [Description("A new description, in place of the whole old one.")] string? description = null,
        [Description(ToolTexts.Status)] string? status = null,
        [Description(ToolTexts.Priority)] string? priority = null,
        [Description("Who works on it; empty for nobody.")] string? assignee = null,
        [Description("Labels in place of all that it has; an empty list for none."), MaxLength(100)] string[]? labels = null,
        [Description("Estimated hours, 0 or more.")] double? estimated_hours = null,
        [Description("Story points, 0 or more."), Range(0, int.MaxValue)] int? story_points = null,
        [Description(ToolTexts.Holder + " Only together with token.")] string? holder = null,
        [Description(ToolTexts.Token)] long? token = null,
        CancellationToken cancellationToken = default)
    {
        var fields = new TicketFields
        {
            Title = title,
            Description = description,
            Status = status,
            Priority = priority,
            Assignee = assignee,
            Labels = labels,
            EstimatedHours = estimated_hours,
            StoryPoints = story_points,
        };
        if (fields.IsEmpty)
        {
            throw new ToolArgumentException(
                "status", null, "No field is given, so there is nothing to change. Give at least one, such as status.");
        }

        var expected = ToolArguments.Version(expected_version);
        var current = await desk.RequireAsync(ToolArguments.Ticket(id), cancellationToken).ConfigureAwait(false);
        if (current.Version != expected)
        {
            throw new VersionConflictException(current.Key, expected, current.Version);
        }

        var configuration = await desk.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var changes = new ChangeSet(DocumentChange.Update(Apply(fields, current, configuration))) { Source = TicketDesk.Source };
        var result = await CommitAsync(current.Id, changes, holder, token, cancellationToken).ConfigureAwait(false);
        return ToolResults.OfChange("updated", (Ticket)result.Documents[0]!);
    }

    [McpServerTool(
        Name = "comment_ticket", Title = "Comment on a ticket", ReadOnly = false, Destructive = false, Idempotent = false,
        OpenWorld = false)]
    [Description("Adds a comment at the end of a ticket's comments. Needs no version: comments of several authors do not collide.")]
    public async Task<CallToolResult> CommentAsync(
        [Description(ToolTexts.Id)] string id,
        [Description("What to say; not blank, may have several lines.")] string text,
        [Description("Who says it. Default: the user of the repository.")] string? author = null,
        CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ToolArgumentException("text", text, "It is blank, so there is nothing to say.");
        }

        var wanted = ToolArguments.Ticket(id);
        var origin = await desk.Store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var (name, address) = string.IsNullOrWhiteSpace(author) ? (origin.UserName, origin.UserEmail) : (author.Trim(), "");
        var ticket = await desk.Store.CommitWithRetryAsync(
            async () =>
            {
                var current = await desk.RequireAsync(wanted, cancellationToken).ConfigureAwait(false);
                return new(DocumentChange.Update(current.AddComment(name, address, text, ids, time))) { Source = TicketDesk.Source };
            },
            cancellationToken).ConfigureAwait(false);
        var commented = (Ticket)ticket.Documents[0]!;
        return ToolResults.OfChange("commented", commented, writer => writer.WriteString("comment_id", commented.Comments[^1].Id));
    }

    /// <summary>
    /// A ticket and its export, of one and the same version. The export is limited like everything else: labels may change between the two.
    /// </summary>
    private async Task<(Ticket Ticket, JsonElement Exported)> ReadAsync(TicketId id, CancellationToken cancellationToken)
    {
        var before = await desk.RequireAsync(id, cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var exported = await TicketJson.ExportAsync(files, id, desk.Scope.Filter, cancellationToken).ConfigureAwait(false);
            var after = await desk.RequireAsync(id, cancellationToken).ConfigureAwait(false);
            if (after.Version == before.Version)
            {
                return (after, exported);
            }

            // Somebody changes it again and again: it cannot be read as a whole.
            before = attempt < TicketStoreExtensions.MaximumAttempts
                ? after
                : throw new VersionConflictException(after.Key, before.Version, after.Version);
        }
    }

    /// <summary>Applies all fields, or tells all that is wrong with them.</summary>
    private Ticket Apply(TicketFields fields, Ticket ticket, TicketsConfiguration configuration)
    {
        var problems = new List<FieldProblem>();
        var changed = fields.ApplyTo(ticket, problems);
        problems.AddRange(DocumentValidator.Validate(changed, configuration, allowPlaceholders: true));
        if (desk.Scope.Explain(changed) is { } outside)
        {
            problems.Add(outside);
        }

        return problems.Count == 0 ? changed : throw new ToolArgumentException(problems.ToValueList());
    }

    private async Task<CommitResult> CommitAsync(
        TicketId id, ChangeSet changes, string? holder, long? token, CancellationToken cancellationToken)
    {
        if (holder is null && token is null)
        {
            return await desk.Store.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }

        if (string.IsNullOrWhiteSpace(holder) || token is null)
        {
            throw new ToolArgumentException(
                holder is null ? "holder" : "token", "", "holder and token belong together: give both or neither.");
        }

        var claim = await desk.ResumeAsync(id, holder, token.Value, cancellationToken).ConfigureAwait(false);
        return await claim.CommitAsync(changes, release: false, cancellationToken).ConfigureAwait(false);
    }
}
