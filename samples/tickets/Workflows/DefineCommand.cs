using System.CommandLine;
using RepoTickets.CommandLine.Batches;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary><c>tickets workflow define FILE|--template NAME</c>.</summary>
internal static class DefineCommand
{
    private static readonly Argument<string?> Source = new("FILE")
    {
        Description = "A definition in YAML (docs/workflow-definitions.md); - for standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Template = MakeTemplate();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "define",
        "Checks a definition, tells all its faults with line and column, and keeps it under its name in .tickets/workflow-definitions.",
        [Source, Template, Format],
        RunAsync);

    private static Option<string?> MakeTemplate() => new("--template")
    {
        Description = "Keeps a template instead, to be changed there: feature-development, bug-fix, release.",
        HelpName = "NAME",
    };

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var (file, template) = (invocation.Get(Source), invocation.Get(Template));
        if (file is null == template is null)
        {
            throw CommandFailedException.Usage($"Give either a file or --template with one of {TemplateNames()}.");
        }

        var store = await invocation.StoreAsync().ConfigureAwait(false);
        var (text, path) = template is null
            ? await ReadAsync(invocation, file!).ConfigureAwait(false)
            : (TextOf(template), template + ".yaml");
        var known = DefinitionFiles.ReadAll(invocation);
        known.AddRange(await DefinitionFiles.StoredAsync(store, invocation.CancellationToken).ConfigureAwait(false));
        var reading = DefinitionFiles.Read(text, path, known);
        if (reading.Definition is not { } definition)
        {
            return Refuse(invocation, reading);
        }

        var target = DefinitionFiles.PathOf(invocation, definition.Name);
        var action = File.Exists(target) ? "replaced" : "defined";
        DefinitionFiles.Write(invocation, definition.Name, text);
        Print(invocation, action, target, definition);
        CodeNote.Write(invocation, definition);
        return ExitCodes.Success;
    }

    private static async ValueTask<(string Text, string Path)> ReadAsync(Invocation invocation, string file)
    {
        using var stream = await BatchCommands.OpenAsync(invocation, file).ConfigureAwait(false);
        return (DefinitionFiles.ReadText(stream, file), file == "-" ? "standard input" : file);
    }

    private static string TextOf(string template) => WorkflowTemplates.Find(template) is { } found
        ? WorkflowYaml.Write(found)
        : throw CommandFailedException.NotFound($"There is no template '{SafeText.Line(template, 100)}'. There are {TemplateNames()}.");

    private static string TemplateNames() => string.Join(", ", WorkflowTemplates.All.Select(static template => template.Name));

    private static int Refuse(Invocation invocation, WorkflowReading reading)
    {
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "workflow-faults", writer =>
            {
                writer.WriteNumber("count", reading.Faults.Count);
                writer.Objects("faults", reading.Faults, static (writer, fault) =>
                {
                    writer.WriteString("path", fault.File);
                    writer.WriteNumber("line", fault.Line);
                    writer.WriteNumber("column", fault.Column);
                    writer.WriteString("message", fault.Reason);
                });
            });
        }
        else
        {
            foreach (var fault in reading.Faults)
            {
                invocation.Note($"tickets: {SafeText.Line(fault.ToString(), 1000)}");
            }
        }

        invocation.Note(
            $"tickets: {Texts.Count(reading.Faults.Count, "fault")}; nothing was kept. docs/workflow-definitions.md describes the form.");
        return ExitCodes.FaultsFound;
    }

    private static void Print(Invocation invocation, string action, string target, WorkflowDefinition definition)
    {
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "workflow-definition", writer =>
            {
                writer.WriteString("action", action);
                writer.WriteString("name", definition.Name);
                writer.WriteNumber("definition_version", definition.Version);
                writer.WriteString("path", target);
                writer.Texts("steps", definition.Steps.Select(static step => step.Id));
                writer.Texts("parameters", definition.Parameters.Select(static parameter => parameter.Name));
                writer.Texts("code", definition.Steps.SelectMany(CodeNote.CodeOf).Select(static step => step.Code).Distinct());
            });
            return;
        }

        invocation.Output.Write(
            $"✓ {(action == "defined" ? "Defined" : "Replaced")} workflow {definition.Name}, version {definition.Version}, " +
            $"{Texts.Count(definition.Steps.Count, "step")}\n" +
            $"  file: {SafeText.Line(target)}\n");
    }
}
