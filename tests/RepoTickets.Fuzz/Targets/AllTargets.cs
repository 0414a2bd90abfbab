extern alias triage;

using RepoTickets.Fuzz.Engine;
using RepoTickets.Storage.Text;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Fuzz.Targets;

/// <summary>All parsers under attack.</summary>
internal static class AllTargets
{
    internal static IReadOnlyList<FuzzTarget> List { get; } =
    [
        new DocumentTarget(), new TreeTarget(
            DocumentSyntax.Yaml), new TreeTarget(DocumentSyntax.Json), new ConfigurationTarget(), new QueryTarget(),
        new WorkflowYamlTarget(), new ExpressionTarget(), new LogLinesTarget(), new JsonLogTarget(LogFormat.JsonLines),
        new JsonLogTarget(LogFormat.Otlp),
        new RedactionTarget(), new BatchFileTarget(), new AdfTarget(), new ModelAnswerTarget(), new RemoteJsonTarget(),
        new SettingsTarget(),
        new JournalTarget(), new IndexTarget(), new GroupStateTarget(), new StateLineTarget(), new TimesTarget(), new CsvTarget(),
        new NamesTarget(),
    ];

    internal static FuzzTarget? Find(string name) => List.FirstOrDefault(target => target.Name == name);
}
