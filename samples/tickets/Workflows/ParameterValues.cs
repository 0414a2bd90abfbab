using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Printing;
using RepoTickets.Workflows;

namespace RepoTickets.CommandLine.Workflows;

/// <summary>Parameters as they are typed, read as what the definition wants them to be. Whether all are there, the engine says.</summary>
internal static class ParameterValues
{
    internal static WorkflowValue Read(WorkflowDefinition definition, IReadOnlyList<string> given)
    {
        var members = new List<WorkflowMember>();
        foreach (var text in given)
        {
            if (text.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                throw CommandFailedException.Usage($"--param is '{SafeText.Line(text, 80)}'; it takes NAME=VALUE.");
            }

            if (members.Exists(member => member.Name == name))
            {
                throw CommandFailedException.Usage($"--param {SafeText.Line(name, 80)} is given twice.");
            }

            var parameter = definition.Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw CommandFailedException.Usage(
                    $"'{definition.Name}' has no parameter '{SafeText.Line(name, 80)}'. It has: {NamesOf(definition)}.");
            members.Add(new(name, Read(parameter, value)));
        }

        return WorkflowValue.Of(members.ToValueList());
    }

    private static string NamesOf(WorkflowDefinition definition) =>
        definition.Parameters.Count == 0 ? "none" : string.Join(", ", definition.Parameters.Select(static parameter => parameter.Name));

    private static WorkflowValue Read(WorkflowParameter parameter, string text) => parameter.Type switch
    {
        ParameterType.Text => WorkflowValue.Of(text),
        ParameterType.Number =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? WorkflowValue.Of(number)
            : throw Wrong(parameter, text, "a number, such as 6.5"),
        ParameterType.Boolean => bool.TryParse(text, out var isTrue)
            ? WorkflowValue.Of(isTrue)
            : throw Wrong(parameter, text, "true or false"),
        _ when !text.TrimStart().StartsWith('[') =>
            WorkflowValue.Of(Options.Split(text).Select(static item => WorkflowValue.Of(item)).ToValueList()),
        _ => JsonValues.Parse($"--param {parameter.Name}", text),
    };

    private static CommandFailedException Wrong(WorkflowParameter parameter, string text, string wanted) =>
        CommandFailedException.Usage($"--param {parameter.Name} is '{SafeText.Line(text, 80)}'; it takes {wanted}.");
}
