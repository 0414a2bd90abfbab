using System.CommandLine;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;

namespace RepoTickets.CommandLine.Store;

/// <summary><c>tickets schema [KIND]</c>: the form of documents as JSON Schema, with the words that this repository allows.</summary>
internal static class SchemaCommand
{
    private static readonly Argument<string?> Kind = MakeKind();
    private static readonly Option<string> Format = OutputFormat.ForResults();

    internal static Command Build(CommandFrame frame) => frame.Define(
        "schema", "Shows the version of the store's format, or the form of a kind of document as JSON Schema.", [Kind, Format], RunAsync);

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var store = await invocation.StoreAsync().ConfigureAwait(false);
        if (invocation.Get(Kind) is { } kind)
        {
            var configuration = await store.GetConfigurationAsync(invocation.CancellationToken).ConfigureAwait(false);
            JsonShape.Write(invocation.Output, "schema", writer =>
            {
                writer.WriteStartObject("schema");
                DocumentSchemas.Write(writer, kind, configuration);
                writer.WriteEndObject();
            });
            return ExitCodes.Success;
        }

        var path = Path.Join(invocation.Session.LocalFolder, "format");
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path, invocation.CancellationToken).ConfigureAwait(false) : [];
        var format =
            lines.FirstOrDefault(static line => line.StartsWith("format:", StringComparison.Ordinal))?["format:".Length..].Trim() ?? "0";
        if (invocation.Get(Format) == OutputFormat.Json)
        {
            JsonShape.Write(invocation.Output, "schema-version", writer =>
            {
                writer.WriteString("store_format", format);
                writer.WriteNumber("json_version", JsonShape.Version);
                writer.Texts("kinds", DocumentSchemas.Kinds);
            });
        }
        else
        {
            var fields = new FieldWriter(invocation.Output);
            fields.Write("Store format", format);
            fields.Write("JSON version", Texts.Number(JsonShape.Version));
            fields.Write("Kinds", Texts.Join(DocumentSchemas.Kinds));
        }

        return ExitCodes.Success;
    }

    private static Argument<string?> MakeKind()
    {
        var kind = new Argument<string?>("KIND")
        {
            Description = $"One of {string.Join(", ", DocumentSchemas.Kinds)}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        kind.AcceptOnlyFromAmong(DocumentSchemas.Kinds);
        return kind;
    }
}
