using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RepoTickets.Workflows.Engine;

/// <summary>The text form of definitions in the store, and the identifiers that follow from it.</summary>
internal static class DefinitionText
{
    private const int NameLength = 40;

    internal static StoredWorkflowDefinition ToDocument(WorkflowDefinition definition)
    {
        var content = WorkflowYaml.Write(definition);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..8];
        var name = definition.Name.ToUpperInvariant();
        name = name.Length <= NameLength ? name : name[..NameLength];
        return new()
        {
            Id = WorkflowDefinitionId.Parse(string.Create(CultureInfo.InvariantCulture, $"{name}-V{definition.Version}-{hash}")),
            Name = definition.Name,
            DefinitionVersion = definition.Version,
            Content = content,
        };
    }

    /// <exception cref="WorkflowDefinitionException">The text is no valid definition: the file was edited.</exception>
    internal static WorkflowDefinition Read(StoredWorkflowDefinition document)
    {
        var reading = WorkflowYaml.Read(document.Content, document.Id.Value);
        return reading.Definition
            ?? throw new WorkflowDefinitionException(document.Name, $"its stored form cannot be read: {string.Join("; ", reading.Faults)}");
    }
}
