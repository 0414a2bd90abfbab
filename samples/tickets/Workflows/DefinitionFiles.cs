using System.Text;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Reports;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>Definitions that can be started by name: the repository's files, the templates, and what workflows were started with.</summary>
internal static class DefinitionFiles
{
    private const string FolderName = "workflow-definitions";

    /// <summary>In UTF-8 a character takes at most four bytes.</summary>
    private const long LongestFile = 4L * WorkflowYaml.MaximumLength;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static string PathOf(Invocation invocation, string name) => Path.Join(Folder(invocation), name + ".yaml");

    /// <summary>
    /// The repository's files, and the templates that no file has the name of. A file with faults is told of and left out.
    /// </summary>
    internal static List<WorkflowDefinition> ReadAll(Invocation invocation)
    {
        var found = new List<WorkflowDefinition>();
        var folder = Folder(invocation);
        string[] paths = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml") : [];
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            if (TryRead(path) is { } definition && found.TrueForAll(other => other.Name != definition.Name))
            {
                found.Add(definition);
            }
            else
            {
                invocation.Note(
                    $"tickets: not taken, because of its faults: {SafeText.Line(path, 300)}. 'tickets " +
                    $"workflow define {SafeText.Line(path, 300)}' lists them.");
            }
        }

        found.AddRange(WorkflowTemplates.All.Where(template => found.TrueForAll(definition => definition.Name != template.Name)));
        return found;
    }

    internal static WorkflowReading Read(string text, string path, IReadOnlyCollection<WorkflowDefinition>? known) =>
        WorkflowYaml.Read(text, Path.GetFileName(path), known);

    /// <summary>The text of a file of bounded length.</summary>
    internal static string ReadText(Stream content, string path)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int count; (count = content.Read(buffer)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > LongestFile)
            {
                throw CommandFailedException.Usage(
                    $"'{SafeText.Line(path, 300)}' is too long for a workflow: at most {WorkflowYaml.MaximumLength} characters are read.");
            }
        }

        try
        {
            return Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException exception)
        {
            throw CommandFailedException.Usage($"'{SafeText.Line(path, 300)}' is not UTF-8: {exception.Message} Save it as UTF-8.");
        }
    }

    internal static void Write(Invocation invocation, string name, string text)
    {
        Directory.CreateDirectory(Folder(invocation));
        AtomicFile.Write(PathOf(invocation, name), Utf8.GetBytes(text));
    }

    /// <summary>A definition by name: a file, a template, or what a workflow was started with.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    internal static async ValueTask<WorkflowDefinition> FindAsync(
        Invocation invocation, ITicketStore store, string name, IReadOnlyList<WorkflowDefinition>? files)
    {
        files ??= ReadAll(invocation);
        if (files.FirstOrDefault(definition => definition.Name == name) is { } found)
        {
            return found;
        }

        var stored = await StoredAsync(store, invocation.CancellationToken).ConfigureAwait(false);
        return stored.Where(definition => definition.Name == name).MaxBy(static definition => definition.Version)
            ?? throw CommandFailedException.NotFound(
                "There is no " +
                $"workflow '{SafeText.Line(name, 100)}'. Known are: " +
                $"{string.Join(", ", files.Concat(stored).Select(static known => known.Name).Distinct())}. " +
                "'tickets workflow define FILE' adds one.");
    }

    /// <summary>What workflows were started with; what cannot be read is left out.</summary>
    internal static async ValueTask<List<WorkflowDefinition>> StoredAsync(ITicketStore store, CancellationToken cancellationToken)
    {
        var stored = await store.ListAsync<StoredWorkflowDefinition>(cancellationToken).ConfigureAwait(false);
        return [.. stored.Documents.Select(
            static document => WorkflowYaml.Read(document.Content, document.Id.Value).Definition).OfType<WorkflowDefinition>()];
    }

    private static WorkflowDefinition? TryRead(string path)
    {
        try
        {
            BoundedInput.LengthOf(path);
            using var file = File.OpenRead(path);
            return Read(ReadText(file, path), path, null).Definition;
        }
        catch (CommandFailedException)
        {
            // One bad file does not keep the others from being used; whoever calls tells of it.
            return null;
        }
    }

    private static string Folder(Invocation invocation) => Path.Join(invocation.Session.TicketsFolder, FolderName);
}
