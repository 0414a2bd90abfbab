using System.Diagnostics.CodeAnalysis;
using RepoTickets.Storage.Layout;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Documents;

/// <summary>
/// Between documents and the bytes of their files: YAML for tickets, epics, backlog items and workflows, JSON for agents, tasks and
/// leases. Thread-safe.
/// </summary>
/// <param name="zone">The zone of times without offset, in reading and writing.</param>
/// <param name="limits">What a file may cost.</param>
internal sealed class DocumentFormat(TimeZoneInfo zone, TextLimits limits)
{
    private readonly TimestampText _timestamps = new(zone);

    /// <summary>The form of times without offset.</summary>
    internal TimestampText Timestamps => _timestamps;

    /// <summary>The syntax of the files of a kind.</summary>
    internal static DocumentSyntax SyntaxOf(DocumentKind kind) => StoreLayout.SyntaxOf(kind);

    /// <summary>Reads a file as the document that its name promises.</summary>
    /// <param name="key">What the file should hold.</param>
    /// <param name="path">The path inside the <c>.tickets</c> folder, for the fault.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="document">The document, with the version of these bytes.</param>
    /// <param name="fault">Why it cannot be read.</param>
    internal bool TryRead(
        DocumentKey key,
        string path,
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Document? document,
        [NotNullWhen(false)] out DocumentFault? fault) => TryRead(key, path, bytes, out document, out _, out fault);

    /// <summary>As the other overload, and hands out the text, which can be edited.</summary>
    internal bool TryRead(
        DocumentKey key,
        string path,
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out Document? document,
        [NotNullWhen(true)] out DocumentText? text,
        [NotNullWhen(false)] out DocumentFault? fault)
    {
        document = null;
        if (!DocumentText.TryParse(SyntaxOf(key.Kind), bytes, limits, out text, out var textFault))
        {
            fault = Locate(textFault, path, key);
            return false;
        }

        var context = new BindingContext(_timestamps);
        var read = Bind(key.Kind, new MappingReader(text.Root, context, ""));
        if (context.Fault is not null)
        {
            fault = Locate(context.Fault, path, key);
            return false;
        }

        if (read.Key.Id != key.Id)
        {
            fault = OtherIdentifier(key, path, read.Key.Id, text.Root);
            return false;
        }

        document = read with { Version = DocumentVersion.Of(bytes) };
        fault = null;
        return true;
    }

    /// <summary>The file of a new document: every key, in the order of the format.</summary>
    internal byte[] Create(Document document) => DocumentText.Write(SyntaxOf(document.Key.Kind), Encode(document));

    /// <summary>
    /// The file is exactly how a new one of the document would be written. Then what is written anew differs in the fields that differ, and
    /// in nothing else: every field has its lines, and there are no others.
    /// </summary>
    internal bool IsCanonical(Document document, ReadOnlySpan<byte> file)
    {
        try
        {
            return Create(document).AsSpan().SequenceEqual(file);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // Something in it can be read and not be written; an edit leaves that alone.
            return false;
        }
    }

    /// <summary>
    /// The file with the fields that differ changed and everything else as it is, byte for byte; the same bytes when nothing differs.
    /// </summary>
    /// <param name="current">The file as it is.</param>
    /// <param name="key">What it holds.</param>
    /// <param name="after">What it shall hold; may have another identifier.</param>
    /// <param name="path">The path inside the <c>.tickets</c> folder, for the fault; made from the key when null.</param>
    /// <exception cref="DocumentFaultException">The file cannot be read.</exception>
    internal byte[] Rewrite(ReadOnlySpan<byte> current, DocumentKey key, Document after, string? path = null)
    {
        if (!TryRead(key, path ?? key.ToString(), current, out var before, out var text, out var fault))
        {
            throw new DocumentFaultException(fault);
        }

        return before.Equals(after) ? current.ToArray() : Rewrite(text, before, after);
    }

    /// <summary>The same for a file that has been taken apart already.</summary>
    /// <param name="text">The file as it is.</param>
    /// <param name="before">What was read from it.</param>
    /// <param name="after">What it shall hold.</param>
    internal byte[] Rewrite(DocumentText text, Document before, Document after) => text.Edit(Encode(before), Encode(after));

    /// <summary>The canonical form of a document.</summary>
    internal MappingValue Encode(Document document)
    {
        var builder = new MappingBuilder(_timestamps);
        return (document switch
        {
            Ticket ticket => TicketCodec.Write(builder, ticket),
            Epic epic => PlanningCodec.Write(builder, epic),
            BacklogItem item => PlanningCodec.Write(builder, item),
            Agent agent => AgentCodec.Write(builder, agent),
            AgentTask task => AgentCodec.Write(builder, task),
            Lease lease => LeaseCodec.Write(builder, lease),
            WorkflowInstance workflow => WorkflowCodec.Write(builder, workflow),
            StoredWorkflowDefinition definition => WorkflowCodec.Write(builder, definition),
            WorkflowLease lease => WorkflowCodec.Write(builder, lease),
            _ => throw new ArgumentException($"Documents of type {document.GetType().Name} have no file format.", nameof(document)),
        }).Build();
    }

    private static Document Bind(DocumentKind kind, MappingReader reader) => kind switch
    {
        DocumentKind.Ticket => TicketCodec.Read(reader),
        DocumentKind.Epic => PlanningCodec.ReadEpic(reader),
        DocumentKind.BacklogItem => PlanningCodec.ReadBacklogItem(reader),
        DocumentKind.Agent => AgentCodec.ReadAgent(reader),
        DocumentKind.AgentTask => AgentCodec.ReadTask(reader),
        DocumentKind.Lease => LeaseCodec.Read(reader),
        DocumentKind.Workflow => WorkflowCodec.Read(reader),
        DocumentKind.WorkflowDefinition => WorkflowCodec.ReadDefinition(reader),
        DocumentKind.WorkflowLease => WorkflowCodec.ReadLease(reader),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Documents of this kind have no file format."),
    };

    private static DocumentFault Locate(TextFault fault, string path, DocumentKey key) =>
        new(path, fault.Reason, fault.Message, fault.Line, fault.Column, key);

    private static DocumentFault OtherIdentifier(DocumentKey key, string path, string inside, MappingNode root)
    {
        var place = root.Find("id") ?? root;
        var message = $"The file is named for '{DisplayText.Escape(key.Id)}', but its id is '{DisplayText.Escape(inside)}'. Make the " +
            $"two alike.";
        return new(path, FaultReason.Identifier, message, place.Line, place.Column, key);
    }
}
